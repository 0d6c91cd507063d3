/// What a reply asks the desk to do, in words on lines of their own.
package enum Command: Hashable, Sendable {
    case claim
    case release
    case assign(to: Assignee)
    /// With the text that stood on the same line, if any.
    case resolve(text: String)
    case close
    case reopen
    case putOnHold
    /// `status: open` and `status: in progress`, which have no verb of their own.
    case status(TicketStatus)
    case priority(Priority)
    /// Nil takes the ticket out of its team.
    case team(String?)
    case category(String?)
    case project(String?)
    /// Nil takes the due date away.
    case due(DueDate?)
    case copy(to: MailAddress)
    case merge(into: Ticket.ID)
    case tag(added: [String], removed: [String])
    /// What follows it in the mail is for staff only.
    case note
    case withdraw
    case undo
    case help

    /// Whom a ticket is to be given to.
    package enum Assignee: Hashable, Sendable {
        case nobody
        case writer
        /// A name or an address, as it was written.
        case person(String)
    }

    /// The verb as people write it, and as receipts name it.
    package var verb: String {
        switch self {
        case .claim: "claim"
        case .release: "release"
        case .assign: "assign"
        case .resolve: "resolve"
        case .close: "close"
        case .reopen: "reopen"
        case .putOnHold: "waiting"
        case .status: "status"
        case .priority: "priority"
        case .team: "team"
        case .category: "category"
        case .project: "project"
        case .due: "due"
        case .copy: "cc"
        case .merge: "merge"
        case .tag: "tag"
        case .note: "note"
        case .withdraw: "withdraw"
        case .undo: "undo"
        case .help: "help"
        }
    }

    /// Whether employees may give it without a slash in front.
    package var isBareForEmployees: Bool { self == .withdraw || self == .reopen }
}

/// A command and where it stood.
package struct LocatedCommand: Hashable, Sendable {
    package let command: Command
    /// The line of the visible text, from 1.
    package let line: Int
    /// The line as it was written, shortened.
    package let text: String

    package init(command: Command, line: Int, text: String) {
        self.command = command
        self.line = line
        self.text = text
    }
}
