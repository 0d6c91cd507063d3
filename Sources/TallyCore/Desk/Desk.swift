/// The help desk inside one transaction: what people may do to tickets, and what follows from it.
///
/// Made anew for each use case, from the records of its transaction and the moment it happens. Each verb
/// first checks everything and only then writes, so a refusal leaves nothing behind and the transaction can
/// go on.
package struct Desk {
    let records: any DeskRecords
    let settings: DeskSettings
    let mint: TokenMint
    /// The moment everything in this transaction happens.
    package let now: Timestamp

    package init(records: any DeskRecords, settings: DeskSettings, mint: TokenMint, now: Timestamp) {
        self.records = records
        self.settings = settings
        self.mint = mint
        self.now = now
    }

    /// Who does something, and through what.
    package struct Actor: Hashable, Sendable {
        package let person: Person
        package let source: Source

        package init(person: Person, source: Source) {
            self.person = person
            self.source = source
        }
    }

    /// The ticket, when `person` may do this to it.
    package func ticket(_ id: Ticket.ID, for verb: Verb, by person: Person) throws(DeskError) -> Ticket {
        guard let ticket = try records.ticket(id) else { throw .refused(.notFound) }
        let relation = try relation(of: person, to: ticket)
        switch authorize(person, verb, .ticket(relation)) {
        case .granted: return ticket
        case .forbidden: throw .refused(.forbidden(verb))
        case .hidden: throw .refused(.notFound)
        }
    }

    /// Refuses when the person may not do this to the thing.
    package func require(_ verb: Verb, _ object: DeskObject, of person: Person) throws(DeskError) {
        switch authorize(person, verb, object) {
        case .granted: return
        case .forbidden: throw .refused(.forbidden(verb, object.kind))
        case .hidden: throw .refused(.missing(object.kind))
        }
    }

    /// What the person is to the ticket.
    package func relation(of person: Person, to ticket: Ticket) throws(DeskError) -> TicketRelation {
        TicketRelation(of: person, to: ticket, participants: Set(try records.participants(of: ticket.id)))
    }

    /// Whether `person` may see the ticket.
    package func maySee(_ ticket: Ticket, _ person: Person) throws(DeskError) -> Bool {
        let relation = try relation(of: person, to: ticket)
        return authorize(person, .see, .ticket(relation)) == .granted
    }

    /// Moves the ticket, or refuses; the caller writes it.
    func moved(_ ticket: Ticket, by event: LifecycleEvent, as verb: Verb) throws(DeskError) -> Ticket {
        guard let status = ticket.status.after(event) else {
            throw .refused(.notPossible(verb, in: ticket.status))
        }
        var ticket = ticket
        ticket.move(to: status, at: now)
        return ticket
    }

    func note(
        _ kind: TimelineEntry.Kind, on ticket: Ticket.ID, by actor: Actor?, from: String? = nil,
        to: String? = nil,
        source: Source? = nil
    ) throws(DeskError) {
        let entry = TimelineEntry(
            at: now, actor: actor?.person.id, kind: kind, from: from, to: to,
            source: actor?.source ?? source ?? .system)
        try records.append(entry, to: ticket)
    }

    /// Tells whoever watches, once everything about the change is written.
    ///
    /// The service level follows from what was written, so here is where it is worked out again.
    func announce(_ kind: DeskEvent.Kind, _ ticket: Ticket.ID) throws(DeskError) {
        try keepServiceLevel(of: ticket)
        try records.append(kind, about: ticket, at: now)
    }
}
