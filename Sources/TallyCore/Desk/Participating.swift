/// Who else hears of a ticket and may write to it.
extension Desk {
    /// How many people can take part in one ticket, beside its requester: each public comment is mailed to
    /// all.
    package static let participantLimit = 50

    /// Lets somebody take part, by an address that the desk may not know yet.
    ///
    /// A stranger becomes an employee, where the site lets strangers in. Who does not work here names those whom the
    /// site lets in and nobody else, so that what comes of it says nothing of who is known.
    package func addParticipant(
        _ address: MailAddress, to id: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .addParticipant, by: actor.person)
        guard !settings.isOwn(address) else {
            throw .refused(.invalid(field: "participant", problem: "is the desk's own address"))
        }
        let known = try records.person(with: address)
        guard settings.requesters.admit(address) || known != nil && actor.person.isAgent else {
            throw .refused(.invalid(field: "participant", problem: "is not among those this site serves"))
        }
        if let known { return try add(known, named: address, to: ticket, by: actor) }
        try checkRoom(in: ticket)
        let local = String(decoding: address.text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
        let person = try records.add(
            PersonDraft(name: local, role: .employee, address: address), at: now)
        return try add(person, named: address, to: ticket, by: actor)
    }

    /// Lets somebody the desk knows take part; who does already, or asks, changes nothing.
    ///
    /// Only who works here names people by number: to others each number would tell who is behind it.
    package func addParticipant(
        _ person: Person.ID, to id: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .addParticipant, by: actor.person)
        guard actor.person.isAgent else {
            throw .refused(.invalid(field: "person", problem: "is for staff; name an address in \"email\""))
        }
        guard let newcomer = try records.person(person) else { throw .refused(Self.unknown) }
        return try add(newcomer, named: newcomer.address, to: ticket, by: actor)
    }

    private static let unknown = Refusal.invalid(field: "participant", problem: "is nobody this desk knows")

    /// Somebody who was put out takes part for those who may not know of that, and is sent nothing.
    private func add(
        _ newcomer: Person, named address: MailAddress, to ticket: Ticket, by actor: Actor
    ) throws(DeskError) -> Ticket {
        guard newcomer.isActive || !actor.person.isAgent else { throw .refused(Self.unknown) }
        if ticket.requester == newcomer.id { return ticket }
        if try records.participants(of: ticket.id).contains(newcomer.id) { return ticket }
        try checkRoom(in: ticket)
        try records.addParticipant(newcomer.id, to: ticket.id)
        return try noteParticipation(.participantAdded, of: newcomer, named: address, in: ticket, by: actor)
    }

    /// Lets somebody take part whom a mail was copied to, when there is room; who does already changes nothing.
    ///
    /// The ticket's version stays: this is part of what the mail did.
    func addCopied(_ person: Person, to ticket: Ticket, by actor: Actor) throws(DeskError) {
        let present = try records.participants(of: ticket.id)
        guard person.isActive, ticket.requester != person.id, !present.contains(person.id),
            present.count < Self.participantLimit
        else { return }
        try records.addParticipant(person.id, to: ticket.id)
        try note(.participantAdded, on: ticket.id, by: actor, to: person.name)
        try announce(.ticketUpdated, ticket.id)
    }

    /// Lets somebody take part no longer; everybody may leave by themselves.
    package func removeParticipant(
        _ person: Person.ID, from id: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let verb: Verb = person == actor.person.id ? .comment : .removeParticipant
        let ticket = try self.ticket(id, for: verb, by: actor.person)
        guard let leaving = try records.person(person), try records.participants(of: id).contains(person)
        else {
            throw .refused(.invalid(field: "participant", problem: "takes no part in this ticket"))
        }
        try records.removeParticipant(person, from: id)
        return try noteParticipation(
            .participantRemoved, of: leaving, named: leaving.address, in: ticket, by: actor)
    }

    private func checkRoom(in ticket: Ticket) throws(DeskError) {
        guard try records.participants(of: ticket.id).count < Self.participantLimit else {
            let problem = RefusalReason(.oneOfAtMost, ["limit": "\(Self.participantLimit)"])
            throw .refused(.invalid(field: "participant", problem: problem))
        }
    }

    /// Who does not work here is told no more of others than the address they named.
    private func noteParticipation(
        _ kind: TimelineEntry.Kind, of person: Person, named address: MailAddress, in ticket: Ticket,
        by actor: Actor
    ) throws(DeskError) -> Ticket {
        let name = actor.person.isAgent || actor.person.id == person.id ? person.name : address.text
        var changed = ticket
        changed.updatedAt = now
        let saved = try records.update(changed)
        if kind == .participantAdded {
            try note(kind, on: ticket.id, by: actor, to: name)
        } else {
            try note(kind, on: ticket.id, by: actor, from: name)
        }
        try announce(.ticketUpdated, ticket.id)
        return saved
    }
}

extension DeskSettings.Requesters {
    /// Whether a writer that the desk does not know yet may become one it knows.
    package func admit(_ stranger: MailAddress) -> Bool {
        switch self {
        case .anyone: true
        case .domains(let domains): domains.contains(stranger.domain)
        case .known: false
        }
    }
}
