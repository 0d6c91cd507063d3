/// A line that was meant as a command and is none.
package struct CommandError: Error, Hashable, Sendable {
    /// What is wrong with a line.
    package enum Problem: Hashable, Sendable {
        case unknownVerb
        /// Something follows a verb that stands alone.
        case unexpectedArgument(verb: String)
        /// What follows the verb is missing, or not what the verb takes.
        case invalidArgument(verb: String, expected: String)
    }

    /// The line of the visible text, from 1.
    package let line: Int
    /// The line as it was written, shortened.
    package let text: String
    package let problem: Problem
    /// What comes nearest; nil when nothing does.
    package let suggestion: String?

    package init(line: Int, text: String, problem: Problem, suggestion: String? = nil) {
        self.line = line
        self.text = text
        self.problem = problem
        self.suggestion = suggestion
    }

    /// The problem in a sentence for the writer.
    package func sentence(_ words: Wording = Wording()) -> String {
        switch problem {
        case .unknownVerb: words(.noSuchVerb)
        case .unexpectedArgument(let verb): words(.standsAlone, ["verb": verb])
        case .invalidArgument(let verb, let expected):
            words(.takes, ["verb": verb, "expected": words(text: expected)])
        }
    }
}
