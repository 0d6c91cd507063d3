/// A story about the desk in plain text: who does what, and what must come of it.
///
/// `Tests/Scenarios/README.md` describes the language.
package struct Scenario: Sendable {
    /// What is said of it in its first line.
    package let title: String
    package let steps: [Step]
    /// Whether it is told to real mail servers too.
    package let runsOnServers: Bool

    /// One thing that is set up, done or expected.
    package struct Step: Sendable {
        /// Where in the file, from 1.
        package let line: Int
        /// The sentence itself.
        package let sentence: String
        /// The indented `key: value` and other lines below it, but for text.
        package let details: [Detail]
        /// The lines behind `|`; nil when there are none.
        package let text: String?
    }

    /// An indented line: `Cc: bob@acme.example`, or a word or two without a colon, whose value is then empty.
    package struct Detail: Sendable {
        package let line: Int
        package let key: String
        package let value: String
    }
}

/// What does not hold, or cannot be understood, and in which line.
package struct ScenarioProblem: Error, CustomStringConvertible {
    package let line: Int
    package let what: String

    package init(line: Int, _ what: String) {
        self.line = line
        self.what = what
    }

    package var description: String { "line \(line): \(what)" }
}

extension Scenario {
    /// Reads the text of a scenario file.
    package init(reading text: String) throws {
        var title = ""
        var steps: [Step] = []
        var runsOnServers = false
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let content = line.trimmed
            if content.isEmpty { continue }
            if line.hasPrefix("#") {
                if title.isEmpty { title = line.dropFirst().trimmed }
            } else if line.first != " " {
                if content == "also with real servers" {
                    runsOnServers = true
                } else {
                    steps.append(Step(line: number, sentence: content, details: [], text: nil))
                }
            } else {
                guard let last = steps.popLast() else {
                    throw ScenarioProblem(line: number, "belongs to no sentence")
                }
                steps.append(last.adding(content, at: number))
            }
        }
        guard !title.isEmpty else { throw ScenarioProblem(line: 1, "says first, behind #, what it is about") }
        self.title = title
        self.steps = steps
        self.runsOnServers = runsOnServers
    }
}

extension Scenario.Step {
    fileprivate func adding(_ content: String, at number: Int) -> Self {
        if content.hasPrefix("|") {
            let words = content.dropFirst(content.hasPrefix("| ") ? 2 : 1)
            let whole = text.map { "\($0)\n\(words)" } ?? String(words)
            return Self(line: line, sentence: sentence, details: details, text: whole)
        }
        let colon = content.firstIndex(of: ":")
        let detail = Scenario.Detail(
            line: number, key: colon.map { content[..<$0].trimmed } ?? content,
            value: colon.map { content[content.index(after: $0)...].trimmed } ?? "")
        return Self(line: line, sentence: sentence, details: details + [detail], text: text)
    }
}

extension StringProtocol {
    /// Without the white space around it.
    package var trimmed: String {
        var rest = Substring(self)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest.drop { $0.isWhitespace })
    }

    /// The items of a list as people write it: `Sam, Tina and Ada`.
    package var listed: [String] {
        String(self).replacing(" and ", with: ", ").split(separator: ",").map(\.trimmed)
    }
}
