/// Everything an operator can say about the daemon, checked as a whole.
///
/// Each value has the name of its key in the file, except where its comment says another. Secrets are named,
/// not read.
package struct Configuration: Hashable, Sendable {
    package var site: Site
    package var database: Database
    /// The folder of raw mail, attachments and keys.
    package var dataDirectory: String
    /// The folder of templates; nil means beside the program, then its share folder.
    package var templates: String?
    /// `secrets.tokenKeys`: what tokens and Message-IDs are signed with; a file that is not there is made at
    /// first start.
    package var tokenKeys: SecretSource
    /// In the order of the file; never empty, names and addresses are unique.
    package var mailboxes: [Mailbox]
    package var smtp: SMTP
    package var identity: Identity
    package var accounts = Accounts()
    package var commands: Commands
    package var assignment: Assignment
    package var workload: Workload
    package var lifecycle = Lifecycle()
    package var intake = Intake()
    package var outgoing = OutgoingLimits()
    /// `sla`.
    package var serviceLevels: ServiceLevels
    package var reports: Reports
    package var retention = Retention()
    package var http: HTTP
    package var limits: Limits
    package var log: Log
    /// `demo`: lets people sign in without a password, for demonstrations.
    package var isDemo: Bool

    /// What the desk is called, and where it is.
    package struct Site: Hashable, Sendable {
        /// As it stands in mail and in the console.
        package var name: String
        /// Where people reach the console.
        package var url: ServerURL
        /// A name of the IANA database.
        package var timeZone: String
        /// `TT` in `TT-12`.
        package var ticketPrefix: String
        /// What people are written to in who did not choose a language.
        package var language = LanguageTag.english
    }

    /// How reports are made.
    package struct Reports: Hashable, Sendable {
        package var paper = TicketReport.PageSize.a4
        /// Whether admins get the report of each week on Monday morning.
        package var isWeekly = true
    }

    /// Where tickets are kept.
    package enum Database: Hashable, Sendable {
        case sqlite(path: String)
    }

    /// Who may write, and what counts as proof that they did.
    package struct Identity: Hashable, Sendable {
        /// Who may open tickets by mail.
        package enum Requesters: String, Hashable, Sendable, CaseIterable {
            /// Every writer may open tickets.
            case anyone
            /// Writers of `domains`, and people the desk knows.
            case domains
            /// Only people the desk knows.
            case known
        }

        /// What a verb by mail needs so that it runs at once.
        package enum CommandProof: String, Hashable, Sendable, CaseIterable {
            /// A valid reply token.
            case token
            /// A valid reply token, or a trusted authentication result.
            case either
            /// A valid reply token and a trusted authentication result.
            case both
        }

        package var requesters = Requesters.anyone
        /// In lower case.
        package var domains: [String] = []
        /// The authserv-ids whose `Authentication-Results` are believed (RFC 8601 §2.5).
        package var trustedAuthservIDs: [String] = []
        /// `Received` fields that our own hosts add above the one of the host that judged.
        package var trustedHops = 0
        /// Domains whose ARC seals are believed when the host that judged found the chain sound (RFC 8617).
        package var trustedSealers: [String] = []
        package var commandProof = CommandProof.token

        package init() {}
    }

    /// Who gets an account.
    package struct Accounts: Hashable, Sendable {
        /// Who may get one without somebody else making it for them.
        package enum SignUp: String, Hashable, Sendable, CaseIterable {
            /// Nobody; accounts and passwords come from the command line and admins alone.
            case off
            /// Whoever an admin invited.
            case invite
            /// Those as well who can read mail to an address of `identity.domains`.
            case domains
        }

        /// `signup`.
        package var signUp = SignUp.invite

        package init() {}
    }

    /// What people write to the desk.
    package struct Commands: Hashable, Sendable {
        /// The site's own words for verbs, in the order of the file.
        package var aliases: [CommandGrammar.Alias] = []

        package init() {}
    }

    /// Who gets a new ticket.
    package struct Assignment: Hashable, Sendable {
        /// How the one who gets it is found.
        package var strategy = AssignmentStrategy.none

        package init() {}
    }

    /// How much one person may hold.
    package struct Workload: Hashable, Sendable {
        /// Unfinished tickets that one person may hold, unless the person has a limit of their own.
        package var defaultLimit = 10

        package init() {}
    }

    /// The API and the console.
    package struct HTTP: Hashable, Sendable {
        package var listen = ListenAddress.tcp(host: "127.0.0.1", port: 8_025)
        /// Peers whose `Forwarded` and `X-Forwarded-For` fields are believed.
        package var trustedProxies: [NetworkRange] = []
        /// Origins of other sites that may call the API; the origin of the site itself always may.
        package var allowedOrigins: [ServerURL] = []

        package init() {}
    }

    /// How much of one message is taken in.
    package struct Limits: Hashable, Sendable {
        /// Of a larger message only the header is fetched.
        package var messageBytes = 26_214_400
        /// Octets of one file that is sent with a comment over the API.
        package var attachmentBytes = 26_214_400
        /// Of all files that go with one mail of ours; larger ones are linked.
        package var mailedAttachmentBytes = 2_097_152
        /// Parts of one message.
        package var parts = 500
        /// Multiparts and messages within each other.
        package var depth = 20

        package init() {}
    }

    /// What is logged, and how.
    package struct Log: Hashable, Sendable {
        package var format = LogFormat.text
        package var level = LogLevel.info
        /// Whether every HTTP request gets a line.
        package var access = false

        package init() {}
    }
}
