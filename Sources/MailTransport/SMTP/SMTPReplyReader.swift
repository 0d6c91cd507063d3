internal import TallyCore

/// Why an SMTP server's bytes cannot be read on.
enum SMTPViolation: Error, Hashable, Sendable {
    case noReplyCode
    case replyTooLong
}

extension SMTPViolation: CustomStringConvertible {
    var description: String {
        switch self {
        case .noReplyCode: "a line that is no reply"
        case .replyTooLong: "a reply without end"
        }
    }
}

/// Cuts the stream of an SMTP server into replies.
///
///     Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF    ; RFC 5321 §4.2
struct SMTPReplyReader {
    private static let longestLine = 8_192
    private static let mostLines = 128

    private var arrived: ArraySlice<UInt8> = []
    private var line: [UInt8] = []
    private var texts: [String] = []
    private var enhancedCode: String?

    /// Nothing was received that is not part of a reply already given.
    var isEmpty: Bool { arrived.isEmpty && line.isEmpty && texts.isEmpty }

    /// Takes what arrived; `next` gives what it completes.
    mutating func receive(_ bytes: ArraySlice<UInt8>) {
        arrived = arrived.isEmpty ? bytes : arrived + bytes
    }

    /// The next complete reply; nil when more must arrive first.
    mutating func next() throws(SMTPViolation) -> SMTPReply? {
        while true {
            let end = arrived.firstIndex(of: UInt8(ascii: "\n"))
            line += arrived[..<(end ?? arrived.endIndex)]
            arrived = end.map { arrived[($0 + 1)...] } ?? []
            guard line.count <= Self.longestLine, texts.count < Self.mostLines else { throw .replyTooLong }
            guard end != nil else { return nil }
            if let reply = try takeLine() { return reply }
        }
    }

    /// Ends the line; nil when the reply goes on.
    private mutating func takeLine() throws(SMTPViolation) -> SMTPReply? {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line = [] }
        guard let code = Int(digits: line.prefix(3)), (200..<600).contains(code) else { throw .noReplyCode }
        let isLast = line.count == 3 || line[3] == UInt8(ascii: " ")
        guard isLast || line[3] == UInt8(ascii: "-") else { throw .noReplyCode }
        var text = line.dropFirst(4)
        if let status = Self.enhancedCode(text, of: code) {
            enhancedCode = enhancedCode ?? String(decoding: status, as: UTF8.self)
            text = text.dropFirst(status.count + 1)
        }
        texts.append(serverWords(text))
        guard isLast else { return nil }
        defer { (texts, enhancedCode) = ([], nil) }
        return SMTPReply(
            code: code, enhancedCode: enhancedCode, text: texts.joined(separator: " "))
    }

    /// Reads the enhanced code at the beginning of a reply's text.
    ///
    ///     status-code = class "." subject "." detail                          ; RFC 3463 §2, RFC 2034 §4
    ///
    /// A class that disagrees with the reply code is no status code but text.
    private static func enhancedCode(_ text: ArraySlice<UInt8>, of code: Int) -> ArraySlice<UInt8>? {
        let word = text.prefix { $0 != UInt8(ascii: " ") }
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, Int(digits: parts[0]) == code / 100,
            parts.dropFirst().allSatisfy({ (1...3).contains($0.count) && Int(digits: $0) != nil })
        else { return nil }
        return word
    }
}
