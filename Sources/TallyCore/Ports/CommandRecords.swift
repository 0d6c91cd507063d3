package import MailParsing

/// What commands by mail need of the records: all or nothing, taking back, and asking whether it was them.
package protocol CommandRecords {
    /// Runs `body`, and takes back what it wrote when it throws; the transaction itself goes on.
    func attempt<Result>(_ body: () throws(DeskError) -> Result) throws(DeskError) -> Result

    /// The number of the newest entry of the ticket's history; 0 without any.
    func lastTimelineEntry(of ticket: Ticket.ID) throws(DeskError) -> Int64
    func timeline(of ticket: Ticket.ID, after entry: Int64) throws(DeskError) -> [TimelineEntry]

    /// Keeps what the commands of a mail did, and which receipt told of it.
    func addCommandMail(
        on ticket: Ticket.ID, by person: Person.ID, verbs: [String], before: TicketSnapshot, lastEntry: Int64,
        receipt: MailReference, at now: Timestamp
    ) throws(DeskError)
    /// The command mail whose receipt is answered: by the token it was sent to, else by what it refers to.
    func commandMail(
        answeredTo token: ReplyToken.ID?, referringTo references: [MessageID]
    ) throws(DeskError) -> CommandMail?
    /// The person's newest command mail on the ticket that was not taken back.
    func lastCommandMail(by person: Person.ID, on ticket: Ticket.ID) throws(DeskError) -> CommandMail?
    func markUndone(_ mail: CommandMail.ID, at now: Timestamp) throws(DeskError)

    func addConfirmation(
        on ticket: Ticket.ID, of person: Person.ID, mail: StagedMail.ID, comment: Comment.ID?,
        expiresAt: Timestamp
    ) throws(DeskError) -> Confirmation
    /// Notes which mail asks for it.
    func setRequest(_ reference: MailReference, of confirmation: Confirmation.ID) throws(DeskError)
    func confirmation(_ id: Confirmation.ID) throws(DeskError) -> Confirmation?
    func confirmation(
        answeredTo token: ReplyToken.ID?, referringTo references: [MessageID]
    ) throws(DeskError) -> Confirmation?
    /// The one that stands open for the person on the ticket.
    func openConfirmation(
        of person: Person.ID, on ticket: Ticket.ID, at now: Timestamp
    ) throws(DeskError) -> Confirmation?
    /// Notes that it was answered; false when it had been before.
    func use(_ confirmation: Confirmation.ID, at now: Timestamp) throws(DeskError) -> Bool

    /// A staged mail with its raw form, whatever became of it.
    func stagedMail(_ id: StagedMail.ID) throws(DeskError) -> StagedMail?
    /// Takes away a comment that the same text, proven, takes the place of.
    func remove(_ comment: Comment.ID) throws(DeskError)

    /// Revokes the reply tokens of a person, of a ticket, or of a person on a ticket; gives how many were in
    /// force.
    func revokeTokens(
        of person: Person.ID?, on ticket: Ticket.ID?, at now: Timestamp
    ) throws(DeskError) -> Int
}
