extension ZoneRules {
    /// Reads a compiled time zone, version 2 or later (RFC 8536 §3).
    ///
    /// Leap seconds are left out of account, as POSIX time does.
    package init(tzif bytes: [UInt8]) throws(ZoneFileError) {
        var file = ZoneFile(bytes: bytes)
        // Version 2 repeats everything with 64-bit times behind a block for readers of version 1.
        let old = try file.header()
        try file.skip(old.dataSize(timeSize: 4))
        let header = try file.header()
        self = try file.rules(header)
    }
}

/// A compiled zone, whose fields are taken from its front.
struct ZoneFile {
    private let bytes: [UInt8]
    private var position = 0

    /// The counts of the header; each is at most the number of bytes there are.
    struct Header {
        let utcIndicators: Int
        let standardIndicators: Int
        let leapSeconds: Int
        let transitions: Int
        let types: Int
        let characters: Int

        /// The size of the data block behind the header (RFC 8536 §3.2).
        func dataSize(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4)
                + standardIndicators + utcIndicators
        }
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// RFC 8536 §3.1.
    mutating func header() throws(ZoneFileError) -> Header {
        guard bytes[position...].starts(with: "TZif".utf8) else { throw .notZoneFile }
        try skip(4)
        guard try unsigned(1) >= UInt64(UInt8(ascii: "2")) else { throw .unsupportedVersion }
        try skip(15)
        return Header(
            utcIndicators: try count(), standardIndicators: try count(), leapSeconds: try count(),
            transitions: try count(), types: try count(), characters: try count())
    }

    /// The data block of version 2 and its footer (RFC 8536 §3.2, §3.3).
    mutating func rules(_ header: Header) throws(ZoneFileError) -> ZoneRules {
        guard position + header.dataSize(timeSize: 8) <= bytes.count else { throw .truncated }
        guard header.types > 0, header.types <= 256 else { throw .invalid(field: "number of types") }
        var moments: [Int64] = []
        for _ in 0..<header.transitions { moments.append(Int64(bitPattern: try unsigned(8))) }
        guard zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .invalid(field: "order of transitions")
        }
        let indices = bytes[position..<position + header.transitions]
        try skip(header.transitions)
        let clocks = try clocks(header)
        guard indices.allSatisfy({ Int($0) < clocks.count }) else {
            throw .invalid(field: "type of a transition")
        }
        try skip(header.leapSeconds * 12 + header.standardIndicators + header.utcIndicators)
        let transitions = zip(moments, indices).map { moment, index in
            ZoneRules.Transition(moment: moment, clock: clocks[Int(index)])
        }
        return ZoneRules(first: clocks[0], transitions: transitions, rule: try footer())
    }

    private mutating func clocks(_ header: Header) throws(ZoneFileError) -> [ZoneRules.Clock] {
        let start = position
        let names = bytes[(start + header.types * 6)...].prefix(header.characters)
        var clocks: [ZoneRules.Clock] = []
        for _ in 0..<header.types {
            let offset = Int(Int32(truncatingIfNeeded: try unsigned(4)))
            guard (-89_999...93_599).contains(offset) else { throw .invalid(field: "offset") }
            let isDaylight = try unsigned(1) == 1
            let index = Int(try unsigned(1))
            guard index < names.count else { throw .invalid(field: "abbreviation") }
            let name = names[(names.startIndex + index)...].prefix { $0 != 0 }
            guard name.count <= 16, name.allSatisfy({ isAlphanumeric($0) || "+-".utf8.contains($0) }) else {
                throw .invalid(field: "abbreviation")
            }
            clocks.append(
                .init(
                    offset: offset, isDaylight: isDaylight,
                    abbreviation: String(decoding: name, as: UTF8.self)))
        }
        try skip(header.characters)
        return clocks
    }

    /// The rule between two line ends; nil when it is empty.
    private mutating func footer() throws(ZoneFileError) -> ZoneRule? {
        guard try unsigned(1) == UInt64(UInt8(ascii: "\n")) else { throw .invalid(field: "footer") }
        let text = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
        guard text.endIndex < bytes.count else { throw .truncated }
        guard !text.isEmpty else { return nil }
        guard let rule = ZoneRule(text) else { throw .invalid(field: "footer") }
        return rule
    }

    mutating func skip(_ count: Int) throws(ZoneFileError) {
        guard count <= bytes.count - position else { throw .truncated }
        position += count
    }

    private mutating func count() throws(ZoneFileError) -> Int {
        let count = Int(try unsigned(4))
        guard count <= bytes.count else { throw .truncated }
        return count
    }

    /// A number in network byte order.
    private mutating func unsigned(_ size: Int) throws(ZoneFileError) -> UInt64 {
        let start = position
        try skip(size)
        return bytes[start..<position].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
