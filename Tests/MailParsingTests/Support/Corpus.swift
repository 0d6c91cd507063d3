import Foundation
import TestSupport

@testable import MailParsing

/// One mail or body of the corpus, and what is expected of it.
struct CorpusCase: Sendable {
    let id: String
    let source: String
    let bytes: [UInt8]
    /// How a reply is compared; nil in other sets.
    let match: String?
    let isHTML: Bool
    private let file: String
    private let expectedJSON: Data

    /// What is expected, by field.
    var expected: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: expectedJSON) as? [String: Any] ?? [:] }
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    /// A whole mail, not the body of one.
    var isMail: Bool { match == nil || file.hasSuffix(".eml") }

    /// A carriage return that no line feed follows, which is no line end.
    var hasBareCarriageReturn: Bool {
        Octets.hasBareCarriageReturn(bytes)
    }

    /// What the writer of a reply added, as it is read.
    var visibleText: String {
        if isMail { return Message(reading: bytes).visibleText }
        let body = String(decoding: bytes, as: UTF8.self)
        return (isHTML ? ReplySplit(html: body) : ReplySplit(plain: body)).visible
    }

    /// Every case of a set.
    static func all(_ set: String) throws -> [CorpusCase] {
        let folder = folder.appending(path: set)
        let index = try JSONSerialization.jsonObject(
            with: Data(contentsOf: folder.appending(path: "index.json")))
        let cases = (index as? [String: Any])?["cases"] as? [[String: Any]] ?? []
        return try cases.map { try CorpusCase($0, in: folder) }
    }

    private init(_ entry: [String: Any], in folder: URL) throws {
        id = entry["id"] as? String ?? ""
        source = entry["source"] as? String ?? ""
        match = entry["match"] as? String
        isHTML = entry["input"] as? String == "html"
        expectedJSON = try JSONSerialization.data(withJSONObject: entry["expected"] ?? [:])
        file = entry["file"] as? String ?? ""
        bytes = try [UInt8](Data(contentsOf: folder.appending(path: file)))
    }
}

/// The tolerances of comparisons: white space and line ends that nobody sees.
enum Tolerance {
    /// Runs of white space as one space.
    static func folded(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
    }

    /// Everything but white space.
    static func letters(_ text: String) -> [UInt8] { Array(text.utf8.filter { !$0.isWhitespace }) }

    /// Whether all of `part` occurs in `whole`, in order.
    static func isSubsequence(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        var next = part.startIndex
        for byte in whole where next < part.endIndex && part[next] == byte { next += 1 }
        return next == part.endIndex
    }

    /// Whether every word of `answer` occurs in `text`, as often as `answer` has it.
    static func holdsWords(_ text: String, _ answer: String) -> Bool {
        func words(_ text: String) -> [String: Int] {
            let words = text.utf8.split { !ByteSet.alphanumeric.contains($0) && $0 < 128 }
            return Dictionary(words.map { (String(decoding: $0, as: UTF8.self), 1) }, uniquingKeysWith: +)
        }
        let found = words(text)
        return words(answer).allSatisfy { found[$0.key, default: 0] >= $0.value }
    }

    /// Lines without white space at their ends and at the end of the text.
    static func lines(_ text: String) -> [String] {
        let ignored: [UInt8] = [.space, .tab, .carriageReturn, 0xC2, 0xA0]
        var lines = text.utf8.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false).map { line in
            var bytes = Array(line)
            while let last = bytes.last, ignored.contains(last) { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// The same with runs of empty lines as one, and none at the ends.
    static func paragraphs(_ text: String) -> [String] {
        var output: [String] = []
        for line in lines(text) where !(line.isEmpty && output.last?.isEmpty != false) { output.append(line) }
        if let first = output.first { output[0] = String(Substring(first).drop { $0 == " " || $0 == "\t" }) }
        return output
    }
}
