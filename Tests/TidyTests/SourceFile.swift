import Glibc

/// One file of the project as the rules look at it.
struct SourceFile {
    let path: String
    let lines: [String]
    /// The lines without comments and without what stands between quotation marks, at the same numbers.
    let code: [String]
    private let text: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = Self.lines(of: text)
        var scanner = CodeScanner()
        code = path.hasSuffix(".swift") ? lines.map { scanner.code(of: $0) } : lines
    }

    /// The lines, by octets where they end with LF alone: characters take twenty times as long.
    private static func lines(of text: String) -> [String] {
        text.mentions("\r")
            ? text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            : text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
    }

    /// The first folder below `Sources` or `Tests`, which is the target's name.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Whether the text occurs anywhere in the file.
    ///
    /// Most rules find nothing in most files, and so are done with them at once.
    func mentions(_ wanted: String) -> Bool { text.mentions(wanted) }

    /// The lines of code in which `word` occurs as a word.
    func findings(word: String, _ message: String) -> [Finding] {
        mentions(word) ? findings("\(word): \(message)") { $0.contains(word: word) } : []
    }

    /// The findings of `rule` in the code of every line.
    func findings(_ message: String, where rule: (_ code: String) -> Bool) -> [Finding] {
        code.indices.filter { rule(code[$0]) }.map { Finding(path: path, line: $0 + 1, message: message) }
    }
}

/// Takes comments and the contents of string literals out of lines of Swift.
///
/// It remembers from line to line whether a multi-line literal is open. Interpolations count as contents.
private struct CodeScanner {
    private var isInMultiLineLiteral = false

    mutating func code(of line: String) -> String {
        guard isInMultiLineLiteral || line.mentions("\"") || line.mentions("//") else { return line }
        let bytes = Array(line.utf8)
        let quote = UInt8(ascii: "\"")
        var kept: [UInt8] = []
        var isInLiteral = false
        var index = 0
        while index < bytes.count {
            if !isInLiteral, Self.has(quote, 3, in: bytes, at: index) {
                isInMultiLineLiteral.toggle()
                index += 3
            } else if isInMultiLineLiteral {
                index += 1
            } else if isInLiteral, bytes[index] == UInt8(ascii: "\\") {
                index += 2
            } else if bytes[index] == quote {
                isInLiteral.toggle()
                kept.append(quote)
                index += 1
            } else if isInLiteral {
                index += 1
            } else if Self.has(UInt8(ascii: "/"), 2, in: bytes, at: index) {
                break
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Whether an octet stands there so many times in a row.
    private static func has(_ octet: UInt8, _ count: Int, in bytes: [UInt8], at index: Int) -> Bool {
        guard bytes[index] == octet, index + count <= bytes.count else { return false }
        return bytes[index + 1] == octet && (count < 3 || bytes[index + 2] == octet)
    }
}

extension String {
    /// Whether it holds these octets; many times as fast as `contains`, which compares characters.
    func mentions(_ wanted: String) -> Bool { unsafe strstr(self, wanted) != nil }

    /// Whether `word` occurs with nothing of an identifier on either side that belongs to one of its own ends.
    ///
    /// `"print("` is found in `print(x)` and not in `fingerprint(x)`.
    func contains(word: String) -> Bool {
        guard mentions(word) else { return false }
        let text = Array(utf8)
        let wanted = Array(word.utf8)
        guard let first = wanted.first, let last = wanted.last, text.count >= wanted.count else {
            return false
        }
        return (0...(text.count - wanted.count)).contains { start in
            let end = start + wanted.count
            guard text[start..<end].elementsEqual(wanted) else { return false }
            let touchesBefore = start > 0 && text[start - 1].isOfIdentifier && first.isOfIdentifier
            let touchesAfter = end < text.count && text[end].isOfIdentifier && last.isOfIdentifier
            return !touchesBefore && !touchesAfter
        }
    }

    /// The number of spaces it begins with.
    var indentation: Int { prefix { $0 == " " }.count }

    /// Its words: runs of letters, digits and underscores.
    var words: [Substring] { split { !($0.isLetter || $0.isNumber || $0 == "_") } }
}

extension UInt8 {
    fileprivate var isOfIdentifier: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
