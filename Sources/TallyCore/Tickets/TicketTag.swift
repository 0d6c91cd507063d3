/// A word that staff sort tickets by.
///
/// Written in lower case with hyphens for spaces, so that "VIP customer" and "vip-customer" are one tag.
package struct TicketTag: Hashable, Comparable, Sendable {
    package let text: String

    /// The longest tag, in Unicode scalars.
    package static let lengthLimit = 50
    /// How many one ticket may have.
    package static let countLimit = 20

    /// Nil when nothing is left of the text, or too much.
    package init?(_ text: String) {
        let scalars = Desk.singleLine(text).lowercased().unicodeScalars
            .map { $0 == " " || $0 == "," ? "-" : $0 }
        guard (1...Self.lengthLimit).contains(scalars.count) else { return nil }
        self.text = String(String.UnicodeScalarView(scalars))
    }

    package static func < (left: TicketTag, right: TicketTag) -> Bool { left.text < right.text }
}
