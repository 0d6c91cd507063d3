/// What a text is made of, to tell how much of it another text has too.
///
/// Each three letters or digits in a row, in lower case, with the gaps between words as one. Nothing need be
/// known of words or of the script, so Chinese compares as English does.
package struct Trigrams: Hashable, Sendable {
    private static let gap: UInt64 = 0x20
    /// A scalar takes 21 bits, so three of them fit.
    private static let mask: UInt64 = (1 << 63) - 1

    private let all: Set<UInt64>

    package var isEmpty: Bool { all.isEmpty }

    /// - Parameter limit: scalars that are read; a longer text is compared by its beginning.
    package init(_ text: String, upTo limit: Int = 4_000) {
        var all: Set<UInt64> = []
        var last = Self.gap
        var window = Self.gap << 21 | Self.gap
        func add(_ value: UInt64) {
            guard value != Self.gap || last != Self.gap else { return }
            last = value
            window = (window << 21 | value) & Self.mask
            all.insert(window)
        }
        for scalar in text.unicodeScalars.prefix(limit) {
            let properties = scalar.properties
            guard properties.isAlphabetic || properties.numericType != nil else {
                add(Self.gap)
                continue
            }
            add(UInt64((properties.lowercaseMapping.unicodeScalars.first ?? scalar).value))
        }
        add(Self.gap)
        self.all = all
    }

    /// How alike two texts are, from 0 to 1: what they share of what they have together (Sørensen and Dice).
    package func likeness(to other: Trigrams) -> Double {
        guard !isEmpty, !other.isEmpty else { return 0 }
        let shared = all.intersection(other.all).count
        return 2 * Double(shared) / Double(all.count + other.all.count)
    }
}
