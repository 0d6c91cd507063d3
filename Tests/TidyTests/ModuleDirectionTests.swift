import Testing

/// Which module may see which, and that nothing else comes in from outside.
@Suite struct `Module direction` {
    /// What each module may import beside `Synchronization` and its own C libraries; the adapters do not name each other.
    private static let mayImport: [String: Set<String>] = [
        "MailParsing": ["Glibc"],
        "TallyCore": ["MailParsing", "Glibc", "CMalloc"],  // the allocator, for all programs
        "TallyCryptography": ["TallyCore", "Glibc"],
        "TallyStore": ["TallyCore", "MailParsing", "Glibc"],
        "MailTransport": ["TallyCore", "MailParsing", "Glibc"],
        "TallyWeb": ["TallyCore", "Glibc"],
        "TallyDocuments": ["TallyCore", "Glibc"],
        "tally-report": ["TallyCore", "Glibc"],
        "tally-benchmark": ["MailParsing", "TallyCore", "TallyCryptography", "TallyStore", "Glibc"],
        "tally-maild": [
            "MailParsing", "TallyCore", "TallyCryptography", "TallyStore", "MailTransport", "TallyWeb",
            "TallyDocuments", "Glibc",
        ],
    ]

    /// Those that do no I/O call no C library.
    private static let mayImportC: Set<String> = Set(mayImport.keys).subtracting(["MailParsing", "TallyCore"])

    /// The folders that may use the C library in modules that otherwise do no I/O.
    private static let glibcFolders = [
        "MailParsing": ["Sources/MailParsing/MIME/"],  // iconv
        "TallyCore": ["Sources/TallyCore/Concurrency/"],  // the executor's thread
    ]

    @Test func `every import is allowed by the table`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") {
            var allowed = try #require(Self.mayImport[file.module], "\(file.module) is not in the table")
            allowed.insert("Synchronization")
            for entry in Self.imports(of: file) where !allowed.contains(entry.module) {
                if Self.isCModule(entry.module), Self.mayImportC.contains(file.module) { continue }
                let message = "\(file.module) may not import \(entry.module)"
                report([Finding(path: file.path, line: entry.line, message: message)])
            }
        }
    }

    @Test func `a module without I/O uses the C library in one folder only`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") {
            guard let folders = Self.glibcFolders[file.module] else { continue }
            report(
                Self.imports(of: file)
                    .filter { $0.module == "Glibc" && !folders.contains(where: file.path.hasPrefix) }
                    .map { Finding(path: file.path, line: $0.line, message: "Glibc only in \(folders)") })
        }
    }

    @Test func `a C module is imported by one Swift module, and never in its interface`() throws {
        var users: [String: Set<String>] = [:]
        for file in try SourceTree.project.swiftFiles(in: "Sources") {
            for entry in Self.imports(of: file) where Self.isCModule(entry.module) {
                users[entry.module, default: []].insert(file.module)
                if entry.access != "internal" {
                    report([
                        Finding(
                            path: file.path, line: entry.line,
                            message: "write: internal import \(entry.module)")
                    ])
                }
            }
        }
        for (module, importers) in users {
            #expect(importers.count == 1, "\(module) is imported by \(importers.sorted())")
        }
    }

    @Test func `the package depends on no other package`() throws {
        let manifest = try #require(
            SourceTree.project.textFiles().first { $0.path == "Package.swift" }, "no Package.swift")
        report(manifest.findings("the project takes no Swift packages") { $0.contains(".package(") })
    }

    @Test(arguments: [
        ("internal import CCurl", "internal", "CCurl"),
        ("package import MailParsing", "package", "MailParsing"),
        ("@preconcurrency internal import Glibc", "internal", "Glibc"),
        ("import struct Foundation.Data", "", "Foundation"),
    ])
    func `an import line is understood`(line: String, access: String, module: String) {
        let found = Self.imports(of: SourceFile(path: "Sources/X/X.swift", text: line))
        #expect(found.map(\.module) == [module])
        #expect(found.map(\.access) == [access])
    }

    @Test func `an import in a comment or a string is none`() {
        let text = "// import Foundation\nlet a = \"import Foundation\""
        #expect(Self.imports(of: SourceFile(path: "Sources/X/X.swift", text: text)).isEmpty)
    }

    private static func isCModule(_ name: String) -> Bool {
        name.hasPrefix("C")
            && SourceTree.project.paths(in: "Sources/\(name)").contains { $0.hasSuffix(".modulemap") }
    }

    private static func imports(of file: SourceFile) -> [(line: Int, access: String, module: String)] {
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        return file.code.enumerated().compactMap { number, code in
            guard code.mentions("import ") else { return nil }
            var words = code.words[...]
            guard let position = words.firstIndex(of: "import"), position <= 2 else { return nil }
            let access = words[..<position].last {
                ["internal", "package", "public", "private"].contains($0)
            }
            words = words[(position + 1)...]
            if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
            guard let module = words.first else { return nil }
            return (number + 1, access.map(String.init) ?? "", String(module))
        }
    }
}
