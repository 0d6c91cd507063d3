/// Who else hears of a ticket and may write to it.
extension Desk {
    /// How many people can take part in one ticket, beside its requester: each public comment is mailed to
    /// all.
    package static let participantLimit = 50

    /// Lets somebody take part, by an address that the desk may not know yet.
    ///
    /// A stranger becomes an employee, where the site lets strangers in.
    package func addParticipant(
        _ address: MailAddress, to id: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .addParticipant, by: actor.person)
        guard !settings.isOwn(address) else {
            throw .refused(.invalid(field: "participant", problem: "is the desk's own address"))
        }
        if let known = try records.person(with: address) {
            return try add(known.id, to: ticket, by: actor)
        }
        guard settings.requesters.admit(address) else {
            throw .refused(.invalid(field: "participant", problem: "is not among those this site serves"))
        }
        try checkRoom(in: ticket)
        let local = String(decoding: address.text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
        let person = try records.add(
            PersonDraft(name: local, role: .employee, address: address), at: now)
        return try add(person.id, to: ticket, by: actor)
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
        return try add(person, to: ticket, by: actor)
    }

    private func add(
        _ person: Person.ID, to ticket: Ticket, by actor: Actor
    ) throws(DeskError) -> Ticket {
        guard let newcomer = try records.person(person), newcomer.isActive else {
            throw .refused(.invalid(field: "participant", problem: "is nobody this desk knows"))
        }
        if ticket.requester == person { return ticket }
        if try records.participants(of: ticket.id).contains(person) { return ticket }
        try checkRoom(in: ticket)
        try records.addParticipant(person, to: ticket.id)
        return try noteParticipation(.participantAdded, of: newcomer, in: ticket, by: actor)
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
        return try noteParticipation(.participantRemoved, of: leaving, in: ticket, by: actor)
    }

    private func checkRoom(in ticket: Ticket) throws(DeskError) {
        guard try records.participants(of: ticket.id).count < Self.participantLimit else {
            let problem = RefusalReason(.oneOfAtMost, ["limit": "\(Self.participantLimit)"])
            throw .refused(.invalid(field: "participant", problem: problem))
        }
    }

    private func noteParticipation(
        _ kind: TimelineEntry.Kind, of person: Person, in ticket: Ticket, by actor: Actor
    ) throws(DeskError) -> Ticket {
        var changed = ticket
        changed.updatedAt = now
        let saved = try records.update(changed)
        if kind == .participantAdded {
            try note(kind, on: ticket.id, by: actor, to: person.name)
        } else {
            try note(kind, on: ticket.id, by: actor, from: person.name)
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
