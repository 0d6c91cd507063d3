import Foundation
import Testing

/// Every kind of mail can be said, in both forms.
@Suite struct Templates {
    private static let mail = SourceTree.project.root.appending(path: "templates/mail")

    @Test(arguments: ["subject", "text", "html"])
    func `every kind of mail has its three templates`(part: String) throws {
        let kinds = try FileManager.default.contentsOfDirectory(atPath: Self.mail.path)
            .filter { $0 != "partials" && !$0.hasSuffix(".md") }
            // The folder of another language; what it lacks is taken from here.
            .filter {
                !FileManager.default.fileExists(atPath: Self.mail.appending(path: "\($0)/partials").path)
            }
        try #require(!kinds.isEmpty)
        for kind in kinds {
            let path = Self.mail.appending(path: "\(kind)/\(part).mustache").path
            #expect(
                FileManager.default.fileExists(atPath: path),
                "templates/mail/\(kind)/\(part).mustache is missing")
        }
    }

    /// Mail programs block what they would have to fetch, and the reader is told that somebody watches.
    @Test func `no mail loads anything from elsewhere`() throws {
        let foreign = ["src=\"http", "src='http", "url(http", "<link ", "<script", "@import", "@font-face"]
        for file in try SourceTree.project.textFiles() where file.path.hasPrefix("templates/mail/") {
            report(
                file.lines.indices.filter { line in foreign.contains { file.lines[line].contains($0) } }
                    .map { Finding(path: file.path, line: $0 + 1, message: "remote content in a mail") })
        }
    }
}
