/// One thing that is wrong with a configuration, where it stands, and what to do about it.
package struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    package let fileName: String
    package let position: TextPosition
    /// For example `mailboxes[0].imap.url`; empty when it is about the file as a whole.
    package let path: String
    /// What is the matter, for example `is 70000`.
    ///
    /// Never holds the value of a secret.
    package let finding: String
    /// For example `write a number from 1 to 65535`.
    package let advice: String

    /// One line: `tally.json5:3:14: mailboxes[0].imap.url: is "imap.acme"; write imaps://HOST or imap://HOST`.
    package var description: String {
        "\(fileName):\(position): " + (path.isEmpty ? "" : path + ": ") + "\(finding); \(advice)"
    }
}

/// Everything that is wrong with a configuration, in the order of the file; never empty.
package struct ConfigurationProblems: Error, Hashable, Sendable, CustomStringConvertible {
    package let list: [ConfigurationProblem]

    /// One line for each problem.
    package var description: String { list.map(\.description).joined(separator: "\n") }
}
