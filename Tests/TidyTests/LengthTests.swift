import Testing

/// Files and functions stay short enough to be read in one go.
@Suite struct Lengths {
    @Test func `a file has at most 400 lines`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources", "Tests") where file.lines.count > 401 {
            report([Finding(path: file.path, line: 401, message: "\(file.lines.count - 1) lines in one file")]
            )
        }
    }

    @Test func `a function has at most 50 lines`() throws {
        for file in try SourceTree.project.swiftFiles(in: "Sources", "Tests") {
            report(
                Self.functions(in: file).filter { $0.length > 50 }.map {
                    Finding(path: file.path, line: $0.line, message: "\($0.length) lines in one function")
                })
        }
    }

    @Test func `the length of a function is the number of lines between its braces`() {
        let text = """
            protocol P {
                func requirement()
            }
            struct S {
                init() {
                    a()
                }
                func short() { b() }
                func long(
                    _ x: Int
                ) -> Int {
                    if x > 0 {
                        c()
                    }
                    return x
                }
            }
            """
        let found = Self.functions(in: SourceFile(path: "Sources/X/X.swift", text: text))
        #expect(found.map(\.line) == [2, 5, 8, 9])
        #expect(found.map(\.length) == [0, 1, 1, 4])
    }

    /// The functions and initialisers of a file, by the indentation that the formatter guarantees.
    private static func functions(in file: SourceFile) -> [(line: Int, length: Int)] {
        file.code.indices.compactMap { start in
            guard ["func ", "init", "subscript"].contains(where: file.code[start].mentions) else {
                return nil
            }
            let words = file.code[start].words.prefix { $0 != "let" && $0 != "var" && $0 != "return" }
            guard let keyword = words.first(where: { ["func", "init", "deinit", "subscript"].contains($0) }),
                words.prefix(while: { $0 != keyword }).allSatisfy(isModifier)
            else { return nil }
            return (start + 1, length(ofDeclarationAt: start, in: file.code))
        }
    }

    private static func length(ofDeclarationAt start: Int, in code: [String]) -> Int {
        let indentation = code[start].indentation
        var opening = start
        while !code[opening].mentions("{") {
            opening += 1
            guard opening < code.count else { return 0 }
            let isContinuation =
                code[opening].indentation > indentation || code[opening].dropFirst(indentation).first == ")"
            guard isContinuation else { return 0 }
        }
        guard !code[opening].hasSuffix("}") else { return 1 }
        let closing = code[(opening + 1)...].firstIndex {
            $0.indentation == indentation && $0.dropFirst(indentation).first == "}"
        }
        return (closing ?? code.count) - opening - 1
    }

    private static func isModifier(_ word: Substring) -> Bool {
        [
            "package", "internal", "private", "fileprivate", "static", "final", "override", "mutating",
            "consuming",
            "borrowing", "nonisolated", "nonsending", "isolated", "convenience", "required", "indirect",
            "unsafe",
            "class", "concurrent", "inline", "__always", "never", "discardableResult", "Test", "Sendable",
            "MainActor",
            "safe", "inlinable", "c",
        ].contains(word)
    }
}
