/// What the desk decides by, out of the configuration.
package struct DeskSettings: Sendable {
    /// A mailbox that people write to.
    package struct Mailbox: Sendable {
        package let name: MailboxName
        package let address: MailAddress
        /// `support+{token}@acme.example`; nil when the server has no plus-addressing.
        package let replyAddress: ReplyAddress?
        package let team: String?
        package let priority: Priority
        /// The name that mail about its tickets comes from; nil means the site's.
        package let displayName: String?

        package init(
            name: MailboxName, address: MailAddress, replyAddress: ReplyAddress?, team: String?,
            priority: Priority, displayName: String? = nil
        ) {
            self.name = name
            self.address = address
            self.replyAddress = replyAddress
            self.team = team
            self.priority = priority
            self.displayName = displayName
        }

        /// Whether mail to the address comes here: the mailbox's own, a reply address of it, or either with a
        /// detail behind `+` (RFC 5233 §1).
        package func receives(_ recipient: MailAddress) -> Bool {
            recipient == address || recipient.withoutDetail == address
                || replyAddress?.token(in: recipient) != nil
        }
    }

    /// Who may open tickets by mail.
    package enum Requesters: Hashable, Sendable {
        case anyone
        /// Writers of these domains, and people the desk knows.
        case domains(Set<String>)
        /// Only people the desk knows.
        case known
    }

    /// Who may get an account without somebody else making it for them.
    package enum SignUp: Hashable, Sendable {
        /// Nobody, and nobody is invited either.
        case off
        /// Whoever an admin invited.
        case invite
        /// Those as well who can read mail to an address of these domains.
        case domains(Set<String>)

        /// As the configuration calls it.
        package var name: String {
            switch self {
            case .off: "off"
            case .invite: "invite"
            case .domains: "domains"
            }
        }
    }

    package let siteName: String
    /// Without a slash at its end.
    package let siteURL: String
    package let ticketPrefix: String
    /// The name that outgoing mail is from.
    package let senderName: String?
    /// The address that outgoing mail is from when a ticket has no mailbox, and that bounces go to.
    package let senderAddress: MailAddress
    package let mailboxes: [Mailbox]
    package let requesters: Requesters
    package let defaultWorkloadLimit: Int
    package let serviceLevels: ServiceLevelAgreement
    /// The site's time zone, in which days, weeks and months begin.
    package let zone: ZoneRules
    /// What the IANA database calls it.
    package let zoneName: String
    /// The paper that reports are made for.
    package let paper: TicketReport.PageSize
    /// What a verb by mail needs so that it runs at once.
    package var commandProof = Configuration.Identity.CommandProof.token
    /// Whose authentication results are believed.
    package var trust = AuthenticationTrust()
    /// The verbs and the site's own words for them.
    package var grammar: CommandGrammar
    /// Puts a moment into words for people.
    package let display: @Sendable (Timestamp) -> String
    /// Who may get an account.
    package var signUp = SignUp.invite
    /// Who gets new tickets.
    package var assignment = AssignmentStrategy.none
    /// How long after its resolution a ticket is closed; nil means never.
    package var closesAfter: Duration? = .days(14)
    /// Octets of one file that somebody sends with a comment.
    package var attachmentBytes = Configuration.Limits().attachmentBytes
    /// Octets of files that go with one mail of ours; the others are linked.
    package var mailedAttachmentBytes = Configuration.Limits().mailedAttachmentBytes
    /// How much mail the desk sends by itself.
    package var outgoing = OutgoingLimits()
    /// What becomes of mail from lists and of other bulk mail.
    package var lists = ListPolicy.ticket
    /// What new mail says about its ticket, in the order it is looked at.
    package var intakeRules: [IntakeRule] = []
    /// What is taken in by mail.
    package var intake = IntakePolicy()
    /// The rules of a time zone, by its name; nil when the system has none of that name.
    package var zoneRules: @Sendable (String) -> ZoneRules? = { $0 == "UTC" ? .utc : nil }

    /// The language of people who did not choose one.
    package var language = LanguageTag.english
    /// The phrases of each language that mail is written in, as they are now.
    package var vocabularies: @Sendable () -> Vocabularies = { Vocabularies() }

    package init(
        siteName: String, siteURL: String, ticketPrefix: String, senderName: String?,
        senderAddress: MailAddress,
        mailboxes: [Mailbox], requesters: Requesters = .anyone, defaultWorkloadLimit: Int = 10,
        serviceLevels: ServiceLevelAgreement = .none, zone: ZoneRules = .utc,
        zoneName: String = "UTC", paper: TicketReport.PageSize = .a4,
        display: @escaping @Sendable (Timestamp) -> String = { $0.description }
    ) {
        self.siteName = siteName
        self.siteURL = siteURL
        self.ticketPrefix = ticketPrefix
        self.senderName = senderName
        self.senderAddress = senderAddress
        self.mailboxes = mailboxes
        self.requesters = requesters
        self.defaultWorkloadLimit = defaultWorkloadLimit
        self.serviceLevels = serviceLevels
        self.zone = zone
        self.zoneName = zoneName
        self.paper = paper
        self.display = display
        grammar = CommandGrammar(ticketPrefix: ticketPrefix)
    }

    /// The rules of a zone that somebody names; nil for what is none.
    package func zone(named name: String) -> ZoneRules? {
        ZoneRules.isZoneName(name) ? zoneRules(name) : nil
    }

    /// How this person is written to: in their language and on their clocks, else in those of the site.
    package func wording(for person: Person?) -> Wording {
        wording(in: [person?.language].compactMap { $0 }, for: person)
    }

    /// How somebody is written to in the first of these languages that is served, else in that of the site; on
    /// their clocks.
    package func wording(in languages: [LanguageTag], for person: Person?) -> Wording {
        Wording(vocabularies().vocabulary(for: languages + [language]), zone: zone(of: person))
    }

    /// The rules of a person's own clocks, else of the site's.
    func zone(of person: Person?) -> ZoneRules {
        person?.timeZone.flatMap { zone(named: $0) } ?? zone
    }

    package func reference(of ticket: Ticket.ID) -> String { "\(ticketPrefix)-\(ticket.rawValue)" }

    /// The mailbox of that name; the first one when there is none.
    package func mailbox(_ name: MailboxName?) -> Mailbox? {
        mailboxes.first { $0.name == name } ?? mailboxes.first
    }

    /// The name that mail comes from: of the mailbox, else of the site.
    func senderName(in mailbox: Mailbox?) -> String { mailbox?.displayName ?? senderName ?? siteName }

    /// The mailbox that mail to the address comes to; nil when it is none of the desk's.
    package func mailbox(receiving address: MailAddress) -> Mailbox? {
        mailboxes.first { $0.receives(address) }
    }

    /// Whether mail to the address comes back to the desk.
    package func isOwn(_ address: MailAddress) -> Bool {
        address == senderAddress || mailbox(receiving: address) != nil
    }

    /// A text of somebody's mail as it is kept: our reply addresses that it quotes without their tokens.
    func withoutTokens(_ text: String) -> String {
        Set(mailboxes.compactMap(\.replyAddress)).reduce(text) { $1.withoutTokens($0) }
    }
}
