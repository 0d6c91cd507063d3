import Testing

/// Words that do not belong in this project, and what to write in their place.
@Suite struct Words {
    struct Rule: CustomTestStringConvertible, Sendable {
        let word: String
        let message: String
        var testDescription: String { word }
    }

    /// Not in the code under `Sources`.
    private static let bannedCode = [
        Rule(word: "try!", message: "an error ends in words, not in a trap"),
        Rule(word: "as!", message: "a cast that fails is an input like any other"),
        Rule(word: "fatalError(", message: "preconditionFailure is for the programmer; input never traps"),
        Rule(word: "Regex", message: "hostile input is read by hand-written productions over bytes"),
        Rule(
            word: "NSRegularExpression",
            message: "hostile input is read by hand-written productions over bytes"),
        Rule(word: "@testable", message: "package access is enough"),
    ]

    @Test(arguments: bannedCode)
    func `banned code does not occur`(rule: Rule) throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") {
            report(file.findings(word: rule.word, rule.message))
        }
    }

    @Test func `nothing is public, since this is nobody's library`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") where file.mentions("public ") {
            report(file.findings("write package, internal or private") { $0.words.first == "public" })
        }
    }

    @Test func `only programs write to standard output`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources") where !file.module.hasPrefix("tally-") {
            report(file.findings(word: "print(", "a library writes to no terminal"))
        }
    }

    @Test(arguments: ["TODO", "FIXME", "XXX"])
    func `nothing is left open in the text`(word: String) throws {
        let kinds = [".swift", ".js", ".css", ".sh", ".py", "Makefile"]
        for file in try SourceTree.project.textFiles()
        where kinds.contains(where: file.path.hasSuffix) && file.module != "TidyTests" && file.mentions(word)
        {
            report(
                file.lines.indices.filter { file.lines[$0].contains(word: word) }
                    .map {
                        Finding(path: file.path, line: $0 + 1, message: "\(word): do it, or open an issue")
                    })
        }
    }

    /// Where the project happens to have been written is nobody's business.
    @Test func `no file names a path that its reader does not have`() throws {
        let foreign = ["/" + "work/", "/" + "root/", "../" + "shared", "shared/" + "reference"]
        for file in try SourceTree.project.textFiles() where foreign.contains(where: file.mentions) {
            report(
                file.lines.indices.filter { line in foreign.contains { file.lines[line].mentions($0) } }
                    .map { Finding(path: file.path, line: $0 + 1, message: "a path of one machine") })
        }
    }

    /// A test that waits for time to pass is slow on a fast machine and fails on a slow one.
    @Test(arguments: ["sleep(", "usleep(", "nanosleep(", "Task.sleep", "XCTest"])
    func `a test does not wait for time to pass`(word: String) throws {
        for file in try SourceTree.project.swiftFiles(in: "Tests") where file.module != "TidyTests" {
            report(file.findings(word: word, "wait for what happens, not for time"))
        }
    }

    @Test func `a lost error and a lifted check say why`() throws {
        let explained = ["try?", "@unchecked", "nonisolated(unsafe)", "@preconcurrency"]
        for file in try SourceTree.project.swiftFiles(in: "Sources")
        where explained.contains(where: file.mentions) {
            for (index, code) in file.code.enumerated() {
                guard let word = explained.first(where: { code.contains(word: $0) }) else { continue }
                guard !Self.hasComment(at: index, in: file) else { continue }
                report([
                    Finding(
                        path: file.path, line: index + 1, message: "\(word) without a comment that says why")
                ])
            }
        }
    }

    @Test(arguments: ["Manager", "Helper", "Util", "Utils", "Utilities", "Handler", "Service", "Info"])
    func `a type is named for what it is`(ending: String) throws {
        let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
        for file in try SourceTree.project.swiftFiles(in: "Sources", "Tests") where file.mentions(ending) {
            report(
                file.findings("…\(ending) says nothing about the type") { code in
                    let words = code.words
                    return zip(words, words.dropFirst()).contains {
                        kinds.contains($0) && $1.hasSuffix(ending)
                    }
                })
        }
    }

    @Test(arguments: [
        ("print(x)", "print(", true), ("fingerprint(x)", "print(", false), ("let a = try! f()", "try!", true),
        ("a as! B", "as!", true), ("class! B", "as!", false), ("publicKey", "public", false),
        ("", "x", false),
    ])
    func `a word is not found inside another`(text: String, word: String, isFound: Bool) {
        #expect(text.contains(word: word) == isFound)
    }

    @Test func `comments and literals are not code`() {
        let text = #"let a = "try! // \" b" // try!"# + "\n\"\"\"\ntry!\n\"\"\"\nlet b = c"
        #expect(SourceFile(path: "X.swift", text: text).code == [#"let a = "" "#, "", "", "", "let b = c"])
    }

    /// Whether the line, or the comment directly above it, says something.
    private static func hasComment(at index: Int, in file: SourceFile) -> Bool {
        if file.lines[index].contains("//") { return true }
        var above = index - 1
        while above >= 0, file.lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        return above >= 0 && file.lines[above].drop(while: { $0 == " " }).hasPrefix("//")
    }
}
