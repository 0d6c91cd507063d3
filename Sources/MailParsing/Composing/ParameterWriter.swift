/// Writes parameters of structured fields (RFC 2045 §5.1, RFC 2231).
enum ParameterWriter {
    /// What an extended value holds as it is: `attribute-char` of RFC 2231 §7.
    private static let attribute = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`{|}~")

    /// One parameter as words of a field: quoted when it is short ASCII, in sections of RFC 2231 otherwise.
    static func words(_ name: String, _ value: String) -> [String] {
        let isSimple =
            value.utf8.count <= 60
            && value.utf8.allSatisfy {
                $0 >= 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            } && !value.isEmpty && !value.utf8.containsEncodedWordMark
        if isSimple { return ["\(name)=\"\(value)\""] }
        var sections: [[UInt8]] = [Array("utf-8''".utf8)]
        for byte in value.utf8.prefix(1_000) {
            let letters =
                attribute.contains(byte)
                ? [byte]
                : [
                    UInt8(ascii: "%"), QuotedPrintable.hexadecimal[Int(byte >> 4)],
                    QuotedPrintable.hexadecimal[Int(byte & 15)],
                ]
            // A section ends between characters: RFC 2231 allows more, Python's reader does not.
            let isStart = byte & 0xC0 != 0x80
            if isStart, sections[sections.count - 1].count > 48 { sections.append([]) }
            sections[sections.count - 1].append(contentsOf: letters)
        }
        return sections.enumerated().map { place, letters in
            let end = place < sections.count - 1 ? ";" : ""
            let mark = sections.count > 1 ? "*\(place)*" : "*"
            return "\(name)\(mark)=\(String(bytes: letters))\(end)"
        }
    }
}
