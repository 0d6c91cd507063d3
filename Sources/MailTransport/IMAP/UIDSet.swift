internal import TallyCore

/// UIDs as the ranges of a `sequence-set` (RFC 9051 §9), ascending and apart.
struct UIDSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    /// The given UIDs and no others: only neighbours are joined to a range.
    init(_ uids: some Sequence<UID>) {
        self.init(ranges: uids.map { $0.rawValue...$0.rawValue })
    }

    init(ranges unordered: [ClosedRange<UInt32>]) {
        ranges = []
        for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last,
                range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound &+ 1
            {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    /// Reads a set as a server writes it.
    ///
    ///     sequence-set = (seq-number / seq-range) ["," sequence-set]
    ///
    /// - Returns: nil for anything else, `*` included: a server never answers with it.
    init?(parsing text: [UInt8]) {
        var ranges: [ClosedRange<UInt32>] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let ends = part.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard ends.count <= 2, let first = UInt32(digits: ends[0]), first > 0,
                let last = UInt32(digits: ends[ends.count - 1]), last > 0
            else { return nil }
            ranges.append(min(first, last)...max(first, last))
        }
        self.init(ranges: ranges)
    }

    /// The UIDs of the set above `floor`, ascending, at most `limit` of them.
    ///
    /// A server can write four thousand million UIDs in twelve bytes, so nothing here takes them all.
    func uids(above floor: UInt32, limit: Int) -> [UID] {
        var found: [UID] = []
        for range in ranges where range.upperBound > floor {
            var next = max(range.lowerBound, floor + 1)
            while found.count < limit {
                found.append(UID(next))
                if next == range.upperBound { break }
                next += 1
            }
        }
        return found
    }
}

extension UIDSet: CustomStringConvertible {
    /// As it is written in a command: `1:3,7`.
    var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }
            .joined(separator: ",")
    }
}

extension FixedWidthInteger {
    /// Reads `number = 1*DIGIT` (RFC 9051 §9); nil for anything else and for what does not fit.
    init?(digits: some Collection<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var value: Self = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(Self(byte - UInt8(ascii: "0")))
            guard !overflowed, !carried else { return nil }
            value = sum
        }
        self = value
    }
}
