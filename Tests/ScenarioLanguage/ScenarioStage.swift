/// A desk that scenarios are played on: one in process with a clock that can be moved, or the daemon between
/// real mail servers.
package protocol ScenarioStage: AnyObject {
    /// Where new requests go.
    var supportAddress: String { get }
    /// What follows the @ in the addresses of the people here.
    var domain: String { get }
    /// When a mail that is written now says it was.
    var mailDate: String { get }

    /// Called once, before anything else.
    func begin(with people: [ScenarioPerson], settings: ScenarioSettings) async throws
    /// Lets a mail arrive and everything come of it, so far as that takes no time.
    ///
    /// - Parameter recipient: the address in the envelope.
    /// - Returns: what became of it in the words of the log (`opened`, `ignored`), with the reason if it has
    ///   one; nil when the stage cannot tell.
    func deliver(_ mail: [UInt8], from sender: String, to recipient: String) async throws -> String?
    /// What the desk has mailed since this was asked last.
    func takeMail() async throws -> [ScenarioMail]
    /// Something that a person does in the console; `number` is that of the ticket.
    func perform(_ deed: ScenarioDeed, by person: ScenarioPerson, on number: Int) async throws
    /// Time goes by, and what the clock brings about happens.
    func pass(_ duration: Duration) async throws
    /// The ticket as somebody who may see everything sees it; nil when there is none.
    func ticket(_ number: Int) async throws -> ScenarioTicket?
}

/// Somebody who appears in a scenario.
package struct ScenarioPerson: Hashable, Sendable {
    /// What the desk knows of somebody at the beginning.
    package enum Part: String, Sendable {
        case admin
        case staff
        case employee
        /// Nothing: has an address, and that is all.
        case stranger
    }

    package let name: String
    package let address: String
    package let part: Part
    package let team: String?
    /// What they read, as a language tag; nil when nobody said.
    package let language: String?
}

/// What a site set differently from the ordinary.
package struct ScenarioSettings: Sendable {
    /// A line `setting NAME: VALUE`.
    package struct Setting: Sendable {
        package let line: Int
        package let name: String
        package let value: String
    }

    /// A mailbox beside `support`, from a line `mailboxes: sales in Sales`.
    package struct SecondMailbox: Sendable {
        package let name: String
        package let team: String
    }

    package internal(set) var teams: [String] = []
    package internal(set) var mailboxes: [SecondMailbox] = []
    package internal(set) var settings: [Setting] = []
}

/// Something done in the console.
package enum ScenarioDeed: Sendable {
    case claim
    case release
    case assign(to: ScenarioPerson)
    case comment(String)
    case note(String)
    case resolve(String)
    case move(toStatus: String)
    case merge(into: Int)
    case withdraw
    /// Wants notices of a kind once a day; the ticket plays no part.
    case gather(String)
    /// Whoever does it disables somebody; the ticket plays no part.
    case disable(ScenarioPerson)
    /// Has the oldest mail that is held read as if its writer were known; the ticket plays no part.
    case letIn
}

/// A mail that the desk has sent.
package struct ScenarioMail: Sendable {
    /// As in the templates: `received`, `new-ticket`.
    package let kind: String
    /// Whom it was sent to, in lower case.
    package let recipient: String
    package let bytes: [UInt8]

    package init(kind: String, recipient: String, bytes: [UInt8]) {
        self.kind = kind
        self.recipient = recipient
        self.bytes = bytes
    }
}

/// A ticket in the words that scenarios use: people by name, else by address.
package struct ScenarioTicket: Sendable {
    package struct Comment: Sendable {
        package let author: String
        package let visibility: String
        package let text: String
        package let files: [String]

        package init(author: String, visibility: String, text: String, files: [String]) {
            self.author = author
            self.visibility = visibility
            self.text = text
            self.files = files
        }
    }

    /// By name: `status`, `priority`, `assignee`, …; what nothing stands in is `nobody` or `none`.
    package let values: [String: String]
    package let comments: [Comment]

    package init(values: [String: String], comments: [Comment]) {
        self.values = values
        self.comments = comments
    }
}
