/// Somebody's name and address: `mailbox` of RFC 5322 §3.4.
package struct Mailbox: Hashable, Sendable {
    /// The display name, decoded; nil when there is none.
    package let name: String?
    /// `local@domain`, without angle brackets.
    ///
    /// What was written when it is no address at all.
    package let address: String

    /// A mailbox of these parts, which are not checked.
    package init(name: String?, address: String) {
        self.name = name
        self.address = address
    }
}
