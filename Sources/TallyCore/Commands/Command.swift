/// What a reply asks the desk to do, in words on lines of their own.
package enum Command: Hashable, Sendable {
    case claim
    case release
    /// With the text that stood on the same line, if any.
    case resolve(text: String)
    case close
    case reopen
    case putOnHold
    case withdraw
    case help

    /// The verb as people write it, and as receipts name it.
    package var verb: String {
        switch self {
        case .claim: "claim"
        case .release: "release"
        case .resolve: "resolve"
        case .close: "close"
        case .reopen: "reopen"
        case .putOnHold: "waiting"
        case .withdraw: "withdraw"
        case .help: "help"
        }
    }

    /// Whether employees may give it without a slash in front.
    package var isBareForEmployees: Bool {
        switch self {
        case .withdraw, .reopen: true
        case .claim, .release, .resolve, .close, .putOnHold, .help: false
        }
    }
}

/// A command and where it stood.
package struct LocatedCommand: Hashable, Sendable {
    package let command: Command
    /// The line of the visible text, from 1.
    package let line: Int

    package init(command: Command, line: Int) {
        self.command = command
        self.line = line
    }
}

/// A line that was meant as a command and is none.
package struct UnknownCommand: Hashable, Sendable {
    package let line: Int
    package let text: String
    /// The verb that comes nearest; nil when none does.
    package let suggestion: String?

    package init(line: Int, text: String, suggestion: String?) {
        self.line = line
        self.text = text
        self.suggestion = suggestion
    }
}
