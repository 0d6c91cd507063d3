/// Files that older programs put between lines of text (POSIX `uuencode`, with and without `-m`).
///
/// QUIRK: RFC 2045 §6.3. It is no encoding of MIME, and still sent. (quirks/uuencode-in-text.eml,
/// quirks/uuencode-base64.eml) Gateways cut long texts, and the file with them. (quirks/uuencode-cut-off.eml)
enum UUEncoding {
    struct File: Hashable, Sendable {
        let filename: String
        let content: [UInt8]
        /// Where it stands in the text, from its `begin` to behind its `end`.
        let range: Range<Int>
        /// Its end is missing.
        let isCutOff: Bool
    }

    /// The beginning of a file: what is in the lines below, and what it is called.
    private struct Opening {
        let filename: String
        let isBase64: Bool
    }

    /// Whether a file may begin in a text: most texts need no closer look.
    static func mayBegin(in text: Span<UInt8>) -> Bool {
        var line = 0
        while let begin = ByteSearch.firstLine(
            beginningWith: UInt8(ascii: "b"), in: text, line..<text.count)
        {
            if text.begins(with: "begin ", begin..<text.count)
                || text.begins(with: "begin-base64 ", begin..<text.count)
            {
                return true
            }
            line = begin + 1
        }
        return false
    }

    /// Every file of a text, in order.
    ///
    /// No line of a file can begin another one, so that no line is looked at for two of them.
    static func files(in text: [UInt8], limit: Int = 100) -> [File] {
        var files: [File] = []
        var line = 0
        while files.count < limit,
            let begin = ByteSearch.firstLine(
                beginningWith: UInt8(ascii: "b"), in: text.span, line..<text.count)
        {
            line = HeaderBlock.endOfLine(in: text, from: begin, to: text.count)
            guard let opening = opening(text[begin..<line]) else { continue }
            let file =
                opening.isBase64
                ? base64(opening.filename, begin: begin, in: text, from: line)
                : body(of: opening.filename, begin: begin, in: text, from: line)
            guard let file else { continue }
            files.append(file)
            line = file.range.upperBound
        }
        return files
    }

    /// The name in `begin 644 name`.
    private static func opening(_ line: ArraySlice<UInt8>) -> Opening? {
        let isBase64 = line.hasPrefix("begin-base64 ")
        guard isBase64 || line.hasPrefix("begin ") else { return nil }
        let words = line.trimmed.split(separator: .space, maxSplits: 2)
        guard words.count == 3, (3...4).contains(words[1].count),
            words[1].allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") })
        else { return nil }
        return Opening(filename: EncodedWord.decode(Array(words[2].trimmed)), isBase64: isBase64)
    }

    /// A line without its end.
    private static func letters(_ text: [UInt8], _ line: Range<Int>) -> [UInt8] {
        Array(text[line].trimmed { $0.isLineEnd })
    }

    // MARK: Lines with their length

    /// A file whose lines say how long they are; without an `end` what lines of exactly that length hold.
    private static func body(
        of filename: String, begin: Int, in text: [UInt8], from start: Int
    ) -> File? {
        var content: [UInt8] = []
        var line = start
        // How far nothing but whole lines of a file were read, and what the last of them began with.
        var sure = (place: start, octets: 0, first: UInt8(0))
        while line < text.count {
            let end = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            let letters = letters(text, line..<end)
            if letters.elementsEqual("end".utf8) {
                return File(filename: filename, content: content, range: begin..<end, isCutOff: false)
            }
            guard append(letters, to: &content) else { break }
            if sure.place == line {
                if isWhole(letters) {
                    sure = (end, content.count, letters.first ?? 0)
                } else if end == text.count, letters.first == sure.first, letters.allSatisfy(isLetter) {
                    // The text is cut inside a line: its last octets are not known.
                    sure = (end, sure.octets + (letters.count - 1) / 4 * 3, sure.first)
                }
            }
            line = end
        }
        guard sure.octets > 0 else { return nil }
        return File(
            filename: filename, content: Array(content.prefix(sure.octets)), range: begin..<sure.place,
            isCutOff: true)
    }

    /// Whether a line has all the letters that it says, as words of people never have.
    private static func isWhole(_ letters: [UInt8]) -> Bool {
        guard let first = letters.first, letters.allSatisfy(isLetter) else { return false }
        let count = (Int((first - 32) & 63) + 2) / 3 * 4
        return (count...(count + 2)).contains(letters.count - 1)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (32...96).contains(byte) }

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

    // MARK: Base64

    /// The letters of a full line that `uuencode -m` writes.
    private static let fullLine = 60
    /// Fewer letters at the end of a text that is cut may be a word of a person.
    private static let shortestRest = 16

    /// A file in base64, up to `====`; without that, what full lines hold, and the rest of one at the end of the text.
    private static func base64(
        _ filename: String, begin: Int, in text: [UInt8], from start: Int
    ) -> File? {
        var line = start
        var length: Int?
        var sure = start
        while line < text.count {
            let end = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            let letters = letters(text, line..<end)
            if letters.elementsEqual("====".utf8) {
                let content = Base64.decode(text, in: start..<line).bytes
                return File(filename: filename, content: content, range: begin..<end, isCutOff: false)
            }
            guard letters.allSatisfy(isBase64Letter) else { break }
            let isFull =
                length.map { letters.count == $0 } ?? (letters.count >= fullLine && letters.count % 4 == 0)
            if sure == line, isFull || length != nil && isRest(letters, isAtEnd: end == text.count) {
                length = length ?? letters.count
                sure = end
            }
            line = end
        }
        guard sure > start else { return nil }
        return File(
            filename: filename, content: Base64.decode(text, in: start..<sure).bytes, range: begin..<sure,
            isCutOff: true)
    }

    /// Whether a shorter line than the others belongs to the same file.
    private static func isRest(_ letters: [UInt8], isAtEnd: Bool) -> Bool {
        letters.last == UInt8(ascii: "=") || isAtEnd && letters.count >= shortestRest
    }

    private static func isBase64Letter(_ byte: UInt8) -> Bool {
        ByteSet.alphanumeric.contains(byte) && byte < 128 || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
    }
}
