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
    package var sentence: String {
        switch problem {
        case .unknownVerb: "There is no such verb."
        case .unexpectedArgument(let verb): "\"\(verb)\" stands alone on its line."
        case .invalidArgument(let verb, let expected): "\"\(verb)\" takes \(expected)."
        }
    }
}
