/// Ending a ticket's life, putting it on hold, and bringing it back.
extension Desk {
    /// Resolves the ticket; `text`, when there is one, becomes the public comment that says how.
    ///
    /// A ticket that nobody holds becomes the resolver's, so that its history names who did the work.
    package func resolve(
        _ id: Ticket.ID, text: String, by actor: Actor, isVerified: Bool = true, mail: StagedMail.ID? = nil
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .resolve, by: actor.person)
        var resolved = try moved(ticket, by: .resolved, as: .resolve)
        if actor.person.isAgent {
            if resolved.assignee == nil {
                resolved.assignee = actor.person.id
                resolved.assignedAt = now
            }
            if resolved.firstRespondedAt == nil { resolved.firstRespondedAt = now }
        }
        let saved = try records.update(resolved)
        var comment: Comment?
        if !text.utf8.isEmpty {
            let draft = CommentDraft(
                author: actor.person.id, source: actor.source, text: text, isVerified: isVerified,
                stagedMail: mail)
            comment = try records.add(draft, to: id, at: now)
            try note(.comment, on: id, by: actor, to: Visibility.public.rawValue)
        }
        try note(.resolved, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        if let comment { try announceComment(comment) }
        try announce(.ticketResolved, id)
        try tellRequesters(.resolved, about: saved, comment: comment, actor: actor)
        try tellHolder(.status, of: saved, by: actor)
        return saved
    }

    /// Moves the ticket to a status that people can ask for by name.
    package func setStatus(
        of id: Ticket.ID, to status: TicketStatus, by actor: Actor
    ) throws(DeskError) -> Ticket {
        switch status {
        case .resolved: try resolve(id, text: "", by: actor)
        case .inProgress, .open: try bringBack(id, to: status, by: actor)
        case .waiting: try move(id, by: .putOnHold, as: .putOnHold, kind: .status, actor)
        case .closed: try move(id, by: .closed, as: .close, kind: .closed, actor)
        case .withdrawn: try move(id, by: .withdrawn, as: .withdraw, kind: .withdrawn, actor)
        }
    }

    /// Brings a resolved or closed ticket back to whoever held it, or to everybody, and tells them.
    ///
    /// - Parameter hasWords: whether words of the actor follow, which tell staff of a requester's reopening.
    package func reopen(
        _ id: Ticket.ID, by actor: Actor, hasWords: Bool = false
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .reopen, by: actor.person)
        let saved = try records.update(try reopened(ticket))
        try note(.reopened, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        try announce(.ticketUpdated, id)
        let given = try dispatch(saved, showing: nil)
        try tellRequesters(.status, about: given, comment: nil, actor: actor)
        // Who is given it anew was told by that.
        guard given.assignee == saved.assignee, !hasWords || actor.person.isAgent else { return given }
        if given.assignee == nil {
            try tellAgents(.status, about: given, comment: nil, except: actor.person.id, actor: actor.person)
        } else {
            try tellHolder(.status, of: given, by: actor)
        }
        return given
    }

    /// The ticket with whoever held it, or free when that one has left meanwhile; the caller writes it.
    func reopened(_ ticket: Ticket) throws(DeskError) -> Ticket {
        let isHeld = try isStillHeld(ticket)
        var reopened = try moved(ticket, by: .reopened(isAssigned: isHeld), as: .reopen)
        if !isHeld {
            reopened.assignee = nil
            reopened.assignedAt = nil
        }
        return reopened
    }

    /// `open` and `in_progress` are reached by claiming, releasing and reopening, never by naming them;
    /// asked for by name, the one of these that leads there is meant.
    private func bringBack(
        _ id: Ticket.ID, to status: TicketStatus, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .see, by: actor.person)
        if ticket.status == status { return ticket }
        switch (ticket.status, status) {
        case (.resolved, _), (.closed, _):
            return try reopen(id, by: actor)
        case (.open, .inProgress):
            return try claim(id, by: actor)
        case (.waiting, .inProgress):
            return try resume(id, by: actor)
        case (.inProgress, .open), (.waiting, .open):
            return try release(id, by: actor)
        case (.open, _), (.inProgress, _), (.waiting, _), (.withdrawn, _):
            throw .refused(.notPossible(.edit, in: ticket.status))
        }
    }

    private func resume(_ id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        try move(id, by: .resumed, as: .putOnHold, kind: .status, actor)
    }

    private func move(
        _ id: Ticket.ID, by event: LifecycleEvent, as verb: Verb, kind: TimelineEntry.Kind, _ actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: verb, by: actor.person)
        let saved = try records.update(try moved(ticket, by: event, as: verb))
        try note(kind, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        try announce(.ticketUpdated, id)
        try tellRequesters(.status, about: saved, comment: nil, actor: actor)
        try tellHolder(.status, of: saved, by: actor)
        return saved
    }
}
