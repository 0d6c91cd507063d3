import Testing

/// The page of complaints says which tests keep each from coming true; they are there, under these names.
@Suite struct Complaints {
    @Test func `each of the fifteen complaints names tests that exist`() throws {
        let tests = Set(try SourceTree.project.swiftFiles(in: "Tests").flatMap(Self.tests))
        let page = try #require(
            try SourceTree.project.textFiles().first { $0.path == "docs/complaints.md" })
        #expect(Self.rows(of: page).count == 15)
        report(Self.findings(in: page, besides: tests))
    }

    @Test func `a row without a test, and one with a test that is gone, are found`() {
        let page = SourceFile(
            path: "docs/x.md",
            text: """
                | # | complaint | tests |
                | --- | --- | --- |
                | 1 | a | `ATests`: `it works` |
                | 2 | b | `ATests`: `it worked`; `ATests`: `it works` |
                | 3 | c | `BTests`: `it works` |
                | 4 | d | some day |
                """)
        let file = SourceFile(path: "Tests/X/ATests.swift", text: "@Test func `it works`() {}")
        #expect(Self.findings(in: page, besides: Set(Self.tests(in: file))).map(\.line) == [4, 5, 6])
    }

    /// The tests of a file, after their suite, which it is named for.
    private static func tests(in file: SourceFile) -> [String] {
        guard file.mentions("func `") else { return [] }
        let suite = file.name.dropLast(".swift".count)
        return file.lines.compactMap { line in
            guard line.mentions("func `") else { return nil }
            let pieces = line.split(separator: "`", omittingEmptySubsequences: false)
            return pieces.count > 2 ? "\(suite): \(pieces[1])" : nil
        }
    }

    private static func rows(of page: SourceFile) -> [Int] {
        page.lines.indices.filter { index in
            page.lines[index].hasPrefix("| ") && page.lines[index].dropFirst(2).first?.isNumber == true
        }
    }

    private static func findings(in page: SourceFile, besides tests: Set<String>) -> [Finding] {
        rows(of: page).flatMap { index in
            // What stands between back quotes: suite and test by turns.
            let pieces = page.lines[index].split(separator: "`", omittingEmptySubsequences: false)
            let names = stride(from: 1, to: pieces.count - 1, by: 2).map { pieces[$0] }
            let named = stride(from: 0, to: names.count - 1, by: 2).map { "\(names[$0]): \(names[$0 + 1])" }
            let messages =
                named.isEmpty || !names.count.isMultiple(of: 2)
                ? ["no suite and test"] : named.filter { !tests.contains($0) }.map { "no test \($0)" }
            return messages.map { Finding(path: page.path, line: index + 1, message: $0) }
        }
    }
}
