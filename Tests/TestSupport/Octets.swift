/// Octets by the million, made where debug builds are optimised: a closure for each takes a test a second.
package enum Octets {
    /// So many octets, each value `run` times in a row, so that what is lost, doubled or moved is found.
    package static func steps(_ count: Int, of run: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 / run) }
    }

    /// A text with the line ends of Unix.
    package static func withLineFeeds(_ text: [UInt8]) -> [UInt8] { text.filter { $0 != 13 } }

    /// A text with the line ends of mail, which are CR LF; those that it has stay.
    package static func withBothLineEnds(_ text: [UInt8]) -> [UInt8] {
        var both: [UInt8] = []
        both.reserveCapacity(text.count + text.count / 8)
        for octet in text {
            if octet == 10, both.last != 13 { both.append(13) }
            both.append(octet)
        }
        return both
    }

    /// Whether a CR stands before something else than a LF.
    package static func hasBareCarriageReturn(_ text: [UInt8]) -> Bool {
        text.indices.dropLast().contains { text[$0] == 13 && text[$0 + 1] != 10 }
    }
}
