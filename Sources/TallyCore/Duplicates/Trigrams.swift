/// What a text is made of, to tell how much of it another text has too.
///
/// Each three letters or digits in a row, in lower case, with the gaps between words as one. Nothing need be
/// known of words or of the script, so Chinese compares as English does.
package struct Trigrams: Hashable, Sendable {
    private static let gap: UInt64 = 0x20
    /// A scalar takes 21 bits, so three of them fit.
    private static let mask: UInt64 = (1 << 63) - 1

    /// In order, each once: two of them are compared by going through both.
    private let all: [UInt64]

    package var isEmpty: Bool { all.isEmpty }

    /// - Parameter limit: scalars that are read; a longer text is compared by its beginning.
    package init(_ text: String, upTo limit: Int = 4_000) {
        var found: [UInt64] = []
        found.reserveCapacity(min(text.utf8.count, limit) + 1)
        var last = Self.gap
        var window = Self.gap << 21 | Self.gap
        func add(_ value: UInt64) {
            guard value != Self.gap || last != Self.gap else { return }
            last = value
            window = (window << 21 | value) & Self.mask
            found.append(window)
        }
        for scalar in text.unicodeScalars.prefix(limit) { add(Self.letter(scalar)) }
        add(Self.gap)
        found.sort()
        var all: [UInt64] = []
        all.reserveCapacity(found.count)
        for trigram in found where trigram != all.last { all.append(trigram) }
        self.all = all
    }

    /// A letter or digit in lower case; everything else is a gap.
    private static func letter(_ scalar: Unicode.Scalar) -> UInt64 {
        switch scalar.value {
        // Nearly all letters, and asking for properties takes a hundred times as long.
        case 0x61...0x7A, 0x30...0x39: return UInt64(scalar.value)
        case 0x41...0x5A: return UInt64(scalar.value | 0x20)
        case 0..<0x80: return gap
        default:
            let properties = scalar.properties
            guard properties.isAlphabetic || properties.numericType != nil else { return gap }
            return UInt64((properties.lowercaseMapping.unicodeScalars.first ?? scalar).value)
        }
    }

    /// How alike two texts are, from 0 to 1: what they share of what they have together (Sørensen and Dice).
    package func likeness(to other: Trigrams) -> Double {
        guard !isEmpty, !other.isEmpty else { return 0 }
        var shared = 0
        var (mine, theirs) = (0, 0)
        while mine < all.count, theirs < other.all.count {
            if all[mine] == other.all[theirs] {
                shared += 1
                mine += 1
                theirs += 1
            } else if all[mine] < other.all[theirs] {
                mine += 1
            } else {
                theirs += 1
            }
        }
        return 2 * Double(shared) / Double(all.count + other.all.count)
    }
}
