import Foundation
import Testing

/// The top of the repository, as a newcomer meets it.
@Suite struct Layout {
    private static let required = [
        ".ci/run", ".editorconfig", ".gitignore", ".swift-format", "LICENSE", "Makefile", "Package.swift",
        "README.md", "CHANGELOG.md", "Sources/MailParsing", "Sources/TallyCore", "Sources/tally-maild",
        "Tests",
        "templates/mail", "templates/console", "deploy/systemd",
    ]

    private static let allowed: Set<String> = [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", ".swift-format", "CHANGELOG.md", "LICENSE",
        "Makefile",
        "Package.swift", "README.md", "Sources", "Tests", "bench", "deploy", "docs", "fuzz", "scripts",
        "templates",
    ]

    @Test(arguments: required)
    func `what everybody looks for is there`(path: String) {
        #expect(FileManager.default.fileExists(atPath: SourceTree.project.root.appending(path: path).path))
    }

    @Test func `nothing else lies at the top`() throws {
        let others = try SourceTree.project.topLevel().filter { !Self.allowed.contains($0) }
        #expect(others.isEmpty)
    }

    @Test func `the sources are Swift and the headers of libraries, and nothing that an editor left`() {
        let kinds: Set = ["swift", "h", "modulemap"]
        let others = SourceTree.project.paths(in: "Sources").filter {
            !kinds.contains(($0 as NSString).pathExtension)
        }
        #expect(others.isEmpty)
    }

    @Test func `every module has its tests, and no test folder is without a module`() {
        let modules = Self.folders("Sources").filter { !$0.hasPrefix("C") && !$0.hasPrefix("tally-") }
        let tested = Self.folders("Tests").compactMap { $0.hasSuffix("Tests") ? String($0.dropLast(5)) : nil }
        #expect(Set(tested) == modules.union(["EndToEnd", "Tidy"]))
    }

    /// `JSONSyntaxError.swift` may hold `JSON.SyntaxError`; a file with extensions only is named for what they add.
    @Test func `a file is named after a type in it`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") {
            let stem = file.name.dropLast(".swift".count)
            guard !stem.contains("+") else { continue }  // named for what it adds
            let types = file.code.flatMap(Self.declaredTypes)
            if !types.isEmpty, !types.contains(where: { stem.hasSuffix($0) || stem.hasPrefix($0) }),
                stem != "main"
            {
                report([Finding(path: file.path, line: 1, message: "no type here is called \(stem)")])
            }
        }
    }

    @Test func `what says it is a program can be run`() throws {
        for path in SourceTree.project.paths(in: "scripts") + SourceTree.project.paths(in: ".ci") {
            let text = try String(contentsOf: SourceTree.project.root.appending(path: path), encoding: .utf8)
            let isProgram = text.hasPrefix("#!")
            let canRun = FileManager.default.isExecutableFile(
                atPath: SourceTree.project.root.appending(path: path).path)
            #expect(isProgram == canRun, "\(path): a first line with #! and the execute bit belong together")
        }
    }

    /// The type that a line declares for others than its own file, if it does.
    private static func declaredTypes(in code: String) -> [Substring] {
        guard ["struct ", "class ", "enum ", "actor ", "protocol "].contains(where: code.mentions) else {
            return []
        }
        let modifiers: Set<Substring> = ["package", "internal", "final", "indirect", "nonisolated"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        let words = code.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
        guard let kind = words.first, kinds.contains(kind) else { return [] }
        return words.dropFirst().prefix(1).map { $0.prefix { $0.isLetter || $0.isNumber } }
    }

    private static func folders(_ parent: String) -> Set<String> {
        Set(
            SourceTree.project.paths(in: parent).compactMap { $0.split(separator: "/").dropFirst().first }
                .map(String.init))
    }
}
