internal import Foundation

/// A mail that others wrote, or the body of one, out of the corpus that the reader of mail is tested with.
package struct CorpusMail: Sendable {
    package let id: String
    package let bytes: [UInt8]
    /// A whole mail, not the body of one.
    package let isMail: Bool
    package let isHTML: Bool

    /// All of a set, which is a folder of the corpus.
    package static func all(_ set: String) throws -> [CorpusMail] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "MailParsingTests/Corpus/\(set)")
        let index = try Data(contentsOf: folder.appending(path: "index.json"))
        return try JSONDecoder().decode(Index.self, from: index).cases.map { entry in
            CorpusMail(
                id: entry.id, bytes: Array(try Data(contentsOf: folder.appending(path: entry.file))),
                isMail: entry.match == nil || entry.file.hasSuffix(".eml"), isHTML: entry.input == "html")
        }
    }

    private struct Index: Decodable {
        let cases: [Entry]
    }

    private struct Entry: Decodable {
        let id: String
        let file: String
        let match: String?
        let input: String?
    }
}
