import Testing

/// The types and functions at a module's edge are explained where they are declared.
///
/// Nested types, properties, initialisers, operators and functions that are one line long are not asked: where the
/// declaration and its surroundings say it all, a sentence that repeats it is noise.
@Suite struct Documentation {
    @Test func `every package type and function has a doc comment`() throws {
        let files = try SourceTree.project.swiftFiles(in: "Sources")
        // Explained where they are required, here or in the standard library.
        let explained = files.reduce(
            into: ["hash", "enqueue", "checkIsolated", "next", "makeIterator"] as Set
        ) {
            $0.formUnion(Self.requirements(in: $1))
        }
        for file in files { report(Self.undocumented(in: file, except: explained)) }
    }

    @Test func `a declaration without a comment is found`() {
        let text = """
            package import MailParsing
            /// Good.
            package struct A {
                package let b: Int
                @discardableResult
                package func c() {
                }
                /// Good.
                @discardableResult
                package func d() {
                }
                package func e() -> Int { 0 }
                package static func == (a: A, b: A) -> Bool {
                    true
                }
                package subscript(index: Int) -> Int {
                    0
                }
                package enum Kind {
                }
            }
            package enum F {
            }
            package protocol G {
                func h(
                    i: Int)
            }
            extension A: G {
                package func h(
                    i: Int
                ) {
                }
            }
            """
        let file = SourceFile(path: "Sources/X/X.swift", text: text)
        #expect(Self.requirements(in: file) == ["h"])
        #expect(Self.undocumented(in: file, except: ["h"]).map(\.line) == [6, 16, 22, 24])
    }

    /// The functions that the protocols of a file require.
    private static func requirements(in file: SourceFile) -> Set<String> {
        var found: Set<String> = []
        var isInProtocol = false
        for code in file.mentions("protocol ") ? file.code : [] {
            if code.indentation == 0, !code.isEmpty { isInProtocol = code.words.contains("protocol") }
            let words = code.words
            if isInProtocol, let position = words.firstIndex(of: "func"), position + 1 < words.count {
                found.insert(String(words[position + 1]))
            }
        }
        return found
    }

    private static func undocumented(in file: SourceFile, except explained: Set<String>) -> [Finding] {
        file.code.indices.compactMap { index in
            guard let name = name(declaredBy: file.code[index]), !explained.contains(name) else { return nil }
            var above = index - 1
            while above >= 0, trimmed(file.lines[above]).hasPrefix("@") { above -= 1 }
            if above >= 0, trimmed(file.lines[above]).hasPrefix("///") { return nil }
            return Finding(path: file.path, line: index + 1, message: "package \(name) has no doc comment")
        }
    }

    /// The name of the type or function that a line declares with `package` access, if it does.
    private static func name(declaredBy code: String) -> String? {
        guard code.mentions("package ") else { return nil }
        let keywords: Set<Substring> = [
            "func", "struct", "enum", "class", "actor", "protocol", "typealias", "subscript",
        ]
        var words = code.split {
            $0 == " " || $0 == "(" || $0 == ":" || $0 == "<" && !code.mentions("func <")
        }[...]
        words = words.drop { $0.hasPrefix("@") || $0 == "nonisolated" }
        // What is called `actor` may be a property or a parameter.
        let others: Set<Substring> = ["let", "var", "init"]
        guard words.first == "package", !words.contains(where: others.contains),
            let position = words.firstIndex(where: keywords.contains)
        else { return nil }
        let isFunction = ["func", "subscript"].contains(words[position])
        if isFunction, code.hasSuffix("}") { return nil }
        if words[position] == "subscript" { return "subscript" }
        if !isFunction, code.indentation > 0 { return nil }
        let name = words[words.index(after: position)...].first.map(String.init)
        return name?.first?.isLetter == true ? name : nil
    }

    private static func trimmed(_ line: String) -> Substring { line.drop { $0 == " " } }
}
