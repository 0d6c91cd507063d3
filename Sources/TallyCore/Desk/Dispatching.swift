/// Giving tickets to people without anybody asking for it: at opening, when somebody has left, and later when
/// everybody was busy.
extension Desk {
    /// Gives an open ticket that nobody holds to whom the site's strategy chooses.
    ///
    /// The requester is not told here: a mail for each new ticket besides its acknowledgement would be one
    /// that no budget counts, to whoever a forged From names.
    ///
    /// - Parameter comment: what the new holder is shown with it.
    /// - Returns: the ticket with its holder; unchanged when there is nobody to give it to.
    func dispatch(_ ticket: Ticket, showing comment: Comment?) throws(DeskError) -> Ticket {
        guard settings.assignment != .none, ticket.assignee == nil,
            let status = ticket.status.after(.assigned),
            let chosen = settings.assignment.choice(among: try candidates(for: ticket)),
            let holder = try records.person(chosen)
        else { return ticket }
        var given = ticket
        given.move(to: status, at: now)
        given.assignee = chosen
        given.assignedAt = now
        let saved = try records.update(given)
        try records.takeAssignmentTurn(chosen)
        try note(.assigned, on: ticket.id, by: nil, to: holder.name)
        try note(.status, on: ticket.id, by: nil, from: ticket.status.rawValue, to: saved.status.rawValue)
        try announce(.ticketUpdated, ticket.id)
        try tell(.assigned, holder, about: saved, comment: comment, actor: nil)
        return saved
    }

    /// Gives away open tickets that nobody has held yet because there was nobody to give them to.
    ///
    /// What somebody held and released is left for who claims it: the strategy would often choose the same
    /// person again.
    ///
    /// - Parameter last: where the last batch ended.
    /// - Returns: how many were given away, and the last ticket that was looked at; nil when there were no more.
    package func dispatchWaiting(
        after last: Ticket.ID?, limit: Int
    ) throws(DeskError) -> (given: Int, last: Ticket.ID?) {
        guard settings.assignment != .none else { return (0, nil) }
        let waiting = try records.ticketsNeverHeld(after: last, limit: limit)
        var given = 0
        // Teams in which nobody can take anything more: the next ticket of theirs need not be tried.
        var busy: Set<Team.ID?> = []
        for id in waiting {
            guard let ticket = try records.ticket(id), !busy.contains(ticket.team) else { continue }
            if try dispatch(ticket, showing: try records.comments(of: id).first).assignee != nil {
                given += 1
            } else if !(try candidates(of: ticket.team)).contains(where: \.isFree) {
                busy.insert(ticket.team)
            }
        }
        return (given, waiting.count < limit ? nil : waiting.last)
    }

    /// Takes everything back that a person holds, because they do not work on tickets any more, and gives it
    /// to others.
    ///
    /// Who gets one is told; where there is nobody to give it to, the team is told that it is free.
    ///
    /// - Parameter actor: who disabled them; nil for the desk itself.
    package func takeBackTickets(of person: Person, by actor: Actor?) throws(DeskError) {
        for id in try records.unfinishedTickets(heldBy: person.id) {
            guard let ticket = try records.ticket(id) else { continue }
            var released = ticket
            if let status = ticket.status.after(.released) { released.move(to: status, at: now) }
            released.assignee = nil
            released.assignedAt = nil
            released.updatedAt = now
            let saved = try records.update(released)
            try note(.released, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
            try announce(.ticketUpdated, id)
            let first = try records.comments(of: id).first
            let given = try dispatch(saved, showing: first)
            if let holder = given.assignee, let helper = try records.person(holder) {
                let arranged = Actor(person: helper, source: actor?.source ?? .system)
                try tellRequesters(.claimed, about: given, comment: nil, actor: arranged)
            } else {
                try tellOfReturn(of: given, from: person, showing: first, except: actor?.person.id)
            }
        }
    }

    private func tellOfReturn(
        of ticket: Ticket, from holder: Person, showing comment: Comment?, except excluded: Person.ID?
    ) throws(DeskError) {
        var agents = try records.agents(of: ticket.team)
        if agents.isEmpty { agents = try records.agents(of: nil) }
        let name = JSON.Member(name: "holder", value: .string(holder.name))
        for agent in agents where agent.id != excluded && agent.id != holder.id {
            try tell(.returned, agent, about: ticket, comment: comment, actor: nil, extra: [name])
        }
    }

    /// Whether the ticket's holder, if it has one, still works on tickets.
    func isStillHeld(_ ticket: Ticket) throws(DeskError) -> Bool {
        guard let holder = ticket.assignee, let person = try records.person(holder) else { return false }
        return person.isActive && person.isAgent
    }

    /// Who may be given the ticket; never who asks in it.
    private func candidates(for ticket: Ticket) throws(DeskError) -> [AssignmentCandidate] {
        try candidates(of: ticket.team, for: ticket.category).filter { $0.person != ticket.requester }
    }

    /// The people of a team, or all staff when there is none.
    private func candidates(
        of team: Team.ID?, for category: String? = nil
    ) throws(DeskError) -> [AssignmentCandidate] {
        var candidates: [AssignmentCandidate] = []
        // Who administers the desk works on tickets of their team, not on everybody's.
        for person in try records.agents(of: team) where team != nil || person.role == .staff {
            candidates.append(
                AssignmentCandidate(
                    person: person.id, held: try records.unfinishedTickets(heldBy: person.id).count,
                    limit: person.workloadLimit ?? settings.defaultWorkloadLimit,
                    turn: try records.assignmentTurn(of: person.id),
                    isAway: try isAway(person.id, at: now),
                    handlesCategory: try handles(category, person.id)))
        }
        return candidates
    }
}
