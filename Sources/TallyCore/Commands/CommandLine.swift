/// One line of a reply, looked at as a command.
struct CommandLine {
    let hasSlash: Bool
    /// The line without white space at its ends and without the slash.
    let content: ArraySlice<UInt8>

    init(_ line: some Sequence<UInt8>) {
        var bytes = Self.trimmed(Self.plain(Array(line))[...])
        hasSlash = bytes.first == UInt8(ascii: "/")
        if hasSlash { bytes = bytes.dropFirst() }
        content = bytes
    }

    var isBlank: Bool { content.isEmpty && !hasSlash }

    /// A slash and at once a letter: `/clam`, but not `/ 3` or `/usr/bin`.
    var looksLikeSlashCommand: Bool {
        guard hasSlash, let first = content.first, Self.isLetter(first) || first >= 0x80 else { return false }
        return !content.contains(UInt8(ascii: "/"))
    }

    /// The line as a receipt shows it: its beginning, never half a character.
    var shown: String {
        var end = min(content.startIndex + 80, content.endIndex)
        while end > content.startIndex, end < content.endIndex, content[end] & 0xC0 == 0x80 { end -= 1 }
        return (hasSlash ? "/" : "") + String(decoding: content[..<end], as: UTF8.self)
    }

    /// The letters the line begins with, in lower case, and what follows them.
    var head: (word: String, rest: ArraySlice<UInt8>) {
        let letters = content.prefix(CommandVerb.longest + 1).prefix { Self.isLetter($0) }
        return (asciiLowercased(letters), content[letters.endIndex...])
    }

    // MARK: Bytes

    /// The line with every kind of space as a space, and without byte order marks and zero-width characters
    /// at its ends: HTML mail is full of them.
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let space = spaces.first(where: { bytes[index...].starts(with: $0) }) {
                output.append(0x20)
                index += space.count
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }

    /// NO-BREAK SPACE, NARROW NO-BREAK SPACE, ZERO WIDTH SPACE, the marks of direction, WORD JOINER, byte
    /// order mark.
    private static let spaces: [[UInt8]] = [
        "\u{A0}", "\u{202F}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{2060}", "\u{FEFF}",
    ].map { Array($0.utf8) }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { isBlank($0) }
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        return bytes
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased(byte))
    }
}
