/// Files that older programs put between lines of text (POSIX `uuencode`).
///
/// QUIRK: RFC 2045 §6.3. It is no encoding of MIME, and still sent. (quirks/uuencode-in-text.eml)
enum UUEncoding {
    struct File: Hashable, Sendable {
        let filename: String
        let content: [UInt8]
        /// Where it stands in the text, from its `begin` to behind its `end`.
        let range: Range<Int>
    }

    /// Whether a file may begin in a text: most texts need no closer look.
    static func mayBegin(in text: Span<UInt8>) -> Bool {
        var line = 0
        while let begin = ByteSearch.firstLine(
            beginningWith: UInt8(ascii: "b"), in: text, line..<text.count)
        {
            if text.begins(with: "begin ", begin..<text.count) { return true }
            line = begin + 1
        }
        return false
    }

    /// Every complete `begin` … `end` of a text, in order.
    static func files(in text: [UInt8], limit: Int = 100) -> [File] {
        var files: [File] = []
        var line = 0
        var isSearching = true
        while files.count < limit, isSearching,
            let begin = ByteSearch.firstLine(
                beginningWith: UInt8(ascii: "b"), in: text.span, line..<text.count)
        {
            line = begin
            let end = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            guard let filename = beginning(text[line..<end]) else {
                line = end
                continue
            }
            if let file = body(of: filename, begin: line, in: text, from: end, isSearching: &isSearching) {
                files.append(file)
                line = file.range.upperBound
            } else {
                line = end
            }
        }
        return files
    }

    /// The name in `begin 644 name`.
    private static func beginning(_ line: ArraySlice<UInt8>) -> String? {
        guard line.hasPrefix("begin ") else { return nil }
        let words = line.trimmed.split(separator: .space, maxSplits: 2)
        guard words.count == 3, (3...4).contains(words[1].count),
            words[1].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") })
        else { return nil }
        return EncodedWord.decode(Array(words[2].trimmed))
    }

    private static func body(
        of filename: String, begin: Int, in text: [UInt8], from start: Int, isSearching: inout Bool
    ) -> File? {
        var content: [UInt8] = []
        var line = start
        while line < text.count {
            let end = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            let letters = Array(text[line..<end].trimmed { $0.isLineEnd })
            if letters.elementsEqual("end".utf8) {
                return File(filename: filename, content: content, range: begin..<end)
            }
            guard append(letters, to: &content) else { return nil }
            line = end
        }
        // No `end` follows from here on, so that no later `begin` can have one either.
        isSearching = false
        return nil
    }

    /// One line: its length, then groups of four letters for three octets.
    private static func append(_ letters: [UInt8], to content: inout [UInt8]) -> Bool {
        guard let first = letters.first else { return true }
        guard (32...96).contains(first) else { return false }
        var left = Int((first - 32) & 63)
        guard letters.count - 1 <= (left + 2) / 3 * 4 + 2 else { return false }
        var index = 1
        while left > 0 {
            var group: UInt32 = 0
            for place in 0..<4 {
                let letter = index + place < letters.count ? letters[index + place] : 32
                group = group << 6 | UInt32((letter &- 32) & 63)
            }
            for place in 0..<min(3, left) {
                content.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * place)))
            }
            left -= 3
            index += 4
        }
        return true
    }
}
