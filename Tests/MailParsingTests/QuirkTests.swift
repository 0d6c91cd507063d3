import Foundation
import Testing

@Suite("Corpus: each leniency of the reader is shown by a mail")
struct QuirkTests {
    /// A comment that begins with `QUIRK:` names the standard it departs from and a file of the corpus.
    @Test func `a quirk names its standard and a mail that shows it`() throws {
        var count = 0
        for (path, comment) in try Self.quirks() {
            count += 1
            #expect(comment.contains(/RFC \d+|HTML Living Standard|MS-/), "\(path): \(comment)")
            let files = comment.matches(of: /[a-z_-]+\/[A-Za-z0-9_\/.-]+\.(?:eml|txt|html)/)
            #expect(!files.isEmpty, "\(path): \(comment)")
            for file in files {
                let place = CorpusCase.folder.appending(path: String(file.output))
                #expect(FileManager.default.fileExists(atPath: place.path), "\(path): \(file.output)")
            }
        }
        #expect(count > 30)
    }

    /// The comments with that word, from it to the end of the comment.
    private static func quirks() throws -> [(path: String, comment: String)] {
        let sources = CorpusCase.folder.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/MailParsing").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        var found: [(String, String)] = []
        for path in paths where path.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            let lines = text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            for (number, line) in lines.enumerated() where line.contains("QUIRK:") {
                let comment = lines[number...].prefix { $0.hasPrefix("//") }
                found.append((path, comment.joined(separator: " ")))
            }
        }
        return found
    }
}
