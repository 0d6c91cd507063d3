package import MailParsing

/// The desk's records as one transaction sees them.
///
/// Valid only inside the closure it was given to. Everything written becomes durable together, or nothing
/// does.
package protocol DeskRecords:
    PeopleRecords, AccountRecords, AddressRecords, StaffingRecords, ProjectRecords, TicketRecords,
    TicketLifeRecords, MailRecords, ServiceLevelRecords, OperationRecords, CommandRecords,
    NotificationRecords, AnalyticsRecords, ContactRecords, MachineRecords
{}

/// People and teams.
package protocol PeopleRecords {
    func person(_ id: Person.ID) throws(DeskError) -> Person?
    /// The person whose address this is, proven or given by an admin.
    func person(with address: MailAddress) throws(DeskError) -> Person?
    func add(_ draft: PersonDraft, at now: Timestamp) throws(DeskError) -> Person
    /// Takes away an employee who was made at this moment, with the mail that waits for them, unless anything
    /// else tells of them: a ticket, a word, a password; false when they stay.
    func forget(_ person: Person.ID, madeAt moment: Timestamp) throws(DeskError) -> Bool
    /// Writes the person with the next version, but no addresses; refused as outdated when somebody was quicker.
    func update(_ person: Person) throws(DeskError)
    /// Everybody, by name.
    func people() throws(DeskError) -> [Person]
    func people(_ query: PersonQuery) throws(DeskError) -> Page<Person>
    func activeAdminCount() throws(DeskError) -> Int
    /// Active staff and admins; of one team when given, all otherwise.
    func agents(of team: Team.ID?) throws(DeskError) -> [Person]
    func team(named name: String) throws(DeskError) -> Team?
    func team(_ id: Team.ID) throws(DeskError) -> Team?
    func addTeam(named name: String) throws(DeskError) -> Team
    /// Teams in the order of their numbers, behind one of them when given.
    func teams(after last: Team.ID?, limit: Int) throws(DeskError) -> Page<Team>
    /// Writes the team with the next version; refused as outdated when somebody else was quicker.
    func updateTeam(_ team: Team) throws(DeskError)
    /// Only one that neither people nor tickets are in.
    func removeTeam(_ id: Team.ID) throws(DeskError)
    /// Everybody in the team, by name, those who left too.
    func members(of team: Team.ID) throws(DeskError) -> [Person]
    func tickets(of team: Team.ID) throws(DeskError) -> [Ticket.ID]
}

/// Tickets and what belongs to them.
package protocol TicketRecords {
    func ticket(_ id: Ticket.ID) throws(DeskError) -> Ticket?
    func add(_ draft: TicketDraft, at now: Timestamp) throws(DeskError) -> Ticket
    /// Writes the ticket with the next version; refused as stale when somebody else was quicker.
    func update(_ ticket: Ticket) throws(DeskError) -> Ticket
    /// How many tickets the person has opened since a moment; for nil, mail that names nobody.
    func openedCount(by requester: Person.ID?, since: Timestamp) throws(DeskError) -> Int
    func unfinishedTickets(heldBy person: Person.ID) throws(DeskError) -> [Ticket.ID]
    func participants(of ticket: Ticket.ID) throws(DeskError) -> [Person.ID]
    func addParticipant(_ person: Person.ID, to ticket: Ticket.ID) throws(DeskError)

    func add(_ comment: CommentDraft, to ticket: Ticket.ID, at now: Timestamp) throws(DeskError) -> Comment
    /// The conversation, with that of the tickets that were merged into it.
    ///
    /// The first is what opened the ticket, the others follow in the order they were written.
    func comments(of ticket: Ticket.ID) throws(DeskError) -> [Comment]
    /// The last words of the conversation that were written to everybody before a comment; nil when it was the first.
    func publicWords(
        before comment: Comment.ID, on ticket: Ticket.ID
    ) throws(DeskError) -> (author: Person.ID?, text: String, at: Timestamp)?
    func attachments(of ticket: Ticket.ID) throws(DeskError) -> [Attachment]
    func attachments(with comment: Comment.ID) throws(DeskError) -> [Attachment]
    func attachment(_ id: Int64) throws(DeskError) -> (
        attachment: Attachment, ticket: Ticket.ID, content: [UInt8]
    )?
    /// The path of the file that holds an attachment's content; it is there for as long as the transaction lasts.
    func attachmentFile(_ id: Int64) throws(DeskError) -> (
        attachment: Attachment, ticket: Ticket.ID, path: String
    )?
    /// Keeps the entry with the version that the ticket has now; so the ticket is written before its history.
    func append(_ entry: TimelineEntry, to ticket: Ticket.ID) throws(DeskError)
    func timeline(of ticket: Ticket.ID) throws(DeskError) -> [TimelineEntry]

    func append(_ event: DeskEvent.Kind, about ticket: Ticket.ID, at now: Timestamp) throws(DeskError)
    /// An event that only the person who gets the notification hears of.
    func append(
        _ event: DeskEvent.Kind, about ticket: Ticket.ID,
        notification: (id: Notification.ID, person: Person.ID), at now: Timestamp
    ) throws(DeskError)
    /// At most `limit` events behind `sequence`, in order.
    ///
    /// - Parameter person: leaves out what only others hear of; nil for the events of all.
    func events(
        after sequence: Int64, for person: Person.ID?, limit: Int
    ) throws(DeskError) -> [DeskEvent]
    /// How many events there are that everybody or the person hears of, counted up to `limit`; nil when some of them
    /// are not kept any more.
    func eventCount(
        after first: Int64, through last: Int64, for person: Person.ID, limit: Int
    ) throws(DeskError) -> Int?
    func lastEventSequence() throws(DeskError) -> Int64

    func tickets(_ query: TicketQuery) throws(DeskError) -> TicketPage
    /// Tickets that a request may repeat, unsorted.
    func similarTickets(_ search: SimilarTicketSearch) throws(DeskError) -> [Ticket]
    /// The beginning of the first public comment: what the ticket was opened with.
    func firstText(of ticket: Ticket.ID) throws(DeskError) -> String?
}

/// Received and outgoing mail.
package protocol MailRecords {
    /// The ticket that a foreign Message-ID was read in.
    func ticket(knowing messageID: MessageID) throws(DeskError) -> Ticket.ID?
    func remember(_ messageID: MessageID, of ticket: Ticket.ID) throws(DeskError)
    /// The Message-IDs of the ticket's received mail, oldest first, at most `limit` newest.
    func messageIDs(of ticket: Ticket.ID, limit: Int) throws(DeskError) -> [MessageID]

    func add(_ facts: ReplyToken.Facts) throws(DeskError) -> ReplyToken
    func replyToken(_ id: ReplyToken.ID) throws(DeskError) -> ReplyToken?
    func revoke(_ token: ReplyToken.ID, at now: Timestamp) throws(DeskError)
    /// Notes that a mail used the token; false when this very mail used it before.
    func use(_ token: ReplyToken.ID, by messageID: MessageID?, at now: Timestamp) throws(DeskError) -> Bool
    /// Forgets that a mail used the token.
    func takeBackUse(of token: ReplyToken.ID, by messageID: MessageID?) throws(DeskError)

    /// The mail itself and the same mail in other mailboxes, in the order they were staged.
    func copies(of mail: StagedMail.ID) throws(DeskError) -> [(id: StagedMail.ID, mailbox: MailboxName)]
    func finish(_ mail: StagedMail.ID, as outcome: IntakeOutcome, at now: Timestamp) throws(DeskError)
}
