import ForeignPrograms
import Foundation
import Testing

/// The manual pages have every subcommand and every key, and are good mdoc(7).
@Suite struct `Manual pages` {
    private static let folder = SourceTree.project.root.appending(path: "docs/man")

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// What the sources name in calls of these functions.
    private static func names(in folder: String, after pattern: Regex<(Substring, Substring)>) throws -> Set<
        String
    > {
        var names: Set<String> = []
        for file in try SourceTree.project.swiftFiles(in: folder) {
            for match in file.lines.joined(separator: "\n").matches(of: pattern) {
                names.insert(String(match.1))
            }
        }
        return names
    }

    @Test func `every subcommand is in tally-maild(8)`() throws {
        let page = try Self.page("tally-maild.8")
        let names = try Self.names(
            in: "Sources/tally-maild/Commands", after: /static let name = "([a-z-]+)"/)
        #expect(names.count >= 16)
        for name in names { #expect(page.contains("Cm \(name)"), "\(name) is not in the page") }
    }

    private static func keys() throws -> Set<String> {
        try names(
            in: "Sources/TallyCore/Configuration",
            after:
                /(?:read|readList|require|requiredSecret|requiredSections?|sections?|secret)\("([A-Za-z0-9]+)"/
        )
    }

    private static func words(in text: String) -> Set<String> {
        Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    @Test func `every key of the configuration is in tally.json5(5)`() throws {
        let words = Self.words(in: try Self.page("tally.json5.5"))
        let keys = try Self.keys()
        #expect(keys.count >= 80)
        for key in keys.sorted() where key != "set" && key != "when" {
            #expect(words.contains(key), "\(key) is not in the page")
        }
    }

    @Test func `every key that works is in the example`() throws {
        let example = SourceTree.project.root.appending(path: "deploy/systemd/tally.json5")
        let words = Self.words(in: try String(contentsOf: example, encoding: .utf8))
        // What is refused at the start has no place in an example.
        let refused: Set = ["oauth2", "tokenURL", "clientID", "clientSecret", "scope", "refreshToken"]
        for key in try Self.keys().subtracting(refused).sorted() {
            #expect(words.contains(key), "\(key) is not in the example")
        }
    }

    @Test func `every event of the log above debug is in the README`() throws {
        let readme = SourceTree.project.root.appending(path: "README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        let events = try Self.names(
            in: "Sources/tally-maild", after: /log\.(?:info|warning|error)\(\s*"([a-z_]+\.[a-z_]+)"/)
        #expect(events.count >= 30)
        for event in events.sorted() {
            #expect(text.contains("`\(event)`"), "\(event) is not in the README")
        }
    }

    @Test(arguments: ["tally-maild.8", "tally-report.1", "tally.json5.5"])
    func `a page is good, and nothing else would be installed`(name: String) throws {
        let path = Self.folder.appending(path: name).path
        let lint = try ForeignProgram.run("/usr/bin/mandoc", ["-Tlint", "-Wwarning", path])
        #expect(lint.status == 0 && lint.text.isEmpty && lint.errors.isEmpty, "\(lint.text)\(lint.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).count == 3)
    }
}
