/// Making two tickets one conversation, and two again.
extension Desk {
    /// Merges the ticket into another one, which goes on with both conversations.
    ///
    /// Nothing is moved: comments, attachments and mail stay with the ticket they came to, the other one
    /// shows them. The ticket itself is closed; its requester and participants take part in the other one
    /// from now on, and mail to the old number goes there.
    ///
    /// - Returns: the other one.
    package func merge(
        _ id: Ticket.ID, into target: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let source = try ticket(id, for: .merge, by: actor.person)
        guard id != target else {
            throw .refused(.invalid(field: "into", problem: "is the ticket itself"))
        }
        let other = try ticket(target, for: .merge, by: actor.person)
        guard other.status.isMergeable else {
            throw .refused(.notPossible(.merge, in: other.status))
        }
        let joined = try newcomers(from: source, to: other)
        var merged = try moved(source, by: .merged, as: .merge)
        merged.mergedInto = target
        let saved = try records.update(merged)
        try records.add(
            Merger(source: id, target: target, at: now, status: source.status, joined: joined))
        for person in joined { try records.addParticipant(person, to: target) }
        var grown = other
        grown.updatedAt = now
        let result = try records.update(grown)
        try note(.merged, on: id, by: actor, to: settings.reference(of: target))
        try note(.closed, on: id, by: actor, from: source.status.rawValue, to: saved.status.rawValue)
        try note(.merged, on: target, by: actor, from: settings.reference(of: id))
        try announce(.ticketUpdated, id)
        try announce(.ticketUpdated, target)
        try tellOfMerger(of: source, into: result, by: actor)
        return result
    }

    /// Takes a merger back: the ticket is again what it was, and who came along with it leaves the other one.
    ///
    /// What was written to the other ticket meanwhile stays there.
    ///
    /// - Returns: the ticket that was merged.
    package func unmerge(_ id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        let source = try permitted(id, .unmerge, actor.person)
        guard let merger = try records.merger(of: id) else { throw .refused(.notMerged(id)) }
        guard let other = try records.ticket(merger.target) else { throw .refused(.notFound) }
        guard other.mergedInto == nil else {
            throw .refused(.merged(other.id, into: try successor(of: other).id))
        }
        let restored = try restored(source, merger)
        try records.removeMerger(of: id)
        let kept = Set(try records.mergers(into: other.id).flatMap(\.joined))
        for person in merger.joined where !kept.contains(person) {
            try records.removeParticipant(person, from: other.id)
        }
        let saved = try records.update(restored)
        var shrunk = other
        shrunk.updatedAt = now
        _ = try records.update(shrunk)
        try note(.unmerged, on: id, by: actor, from: settings.reference(of: other.id))
        try note(.status, on: id, by: actor, from: source.status.rawValue, to: saved.status.rawValue)
        try note(.unmerged, on: other.id, by: actor, to: settings.reference(of: id))
        try announce(.ticketUpdated, id)
        try announce(.ticketUpdated, other.id)
        try tellRequesters(.status, about: saved, comment: nil, actor: actor)
        return saved
    }

    /// The ticket where a merged one's conversation goes on; the ticket itself when it was not merged.
    package func successor(of ticket: Ticket) throws(DeskError) -> Ticket {
        var last = ticket
        // Only a ticket that is not merged can be merged into, so this never comes back to where it was.
        while let next = last.mergedInto, let ticket = try records.ticket(next) { last = ticket }
        return last
    }

    /// Who asks in this ticket: its requester and those of the tickets merged into it.
    func requesters(of ticket: Ticket) throws(DeskError) -> Set<Person.ID> {
        var requesters: Set<Person.ID> = []
        if let requester = ticket.requester { requesters.insert(requester) }
        for id in try records.ticketsMerged(into: ticket.id) {
            if let requester = try records.ticket(id)?.requester { requesters.insert(requester) }
        }
        return requesters
    }

    /// Who takes part in the source, and not in the target but for mergers.
    private func newcomers(from source: Ticket, to target: Ticket) throws(DeskError) -> [Person.ID] {
        let present = Set(try records.participants(of: target.id))
        let byMerger = Set(try records.mergers(into: target.id).flatMap(\.joined))
        var people = try records.participants(of: source.id)
        if let requester = source.requester, !people.contains(requester) { people.insert(requester, at: 0) }
        return people.filter { person in
            person != target.requester && (!present.contains(person) || byMerger.contains(person))
        }
    }

    /// The ticket as it was before; without its holder when that one has left meanwhile.
    private func restored(_ source: Ticket, _ merger: Merger) throws(DeskError) -> Ticket {
        guard let status = source.status.after(.parted(into: merger.status)) else {
            throw .refused(.notPossible(.unmerge, in: source.status))
        }
        var restored = source
        restored.status = status
        restored.mergedInto = nil
        restored.closedAt = nil
        restored.updatedAt = now
        if status.isUnfinished, try !isStillHeld(source), let free = status.after(.released) {
            restored.status = free
            restored.assignee = nil
            restored.assignedAt = nil
        }
        return restored
    }

    private func tellOfMerger(of source: Ticket, into target: Ticket, by actor: Actor) throws(DeskError) {
        var audience = try records.participants(of: source.id)
        if let requester = source.requester, !audience.contains(requester) {
            audience.insert(requester, at: 0)
        }
        let reference = JSON.Member(
            name: "merged_reference", value: .string(settings.reference(of: source.id)))
        for id in audience where id != actor.person.id {
            guard let person = try records.person(id), person.isActive else { continue }
            try tell(
                .merged, person, about: target, comment: nil, actor: actor.person, extra: [reference])
        }
    }
}
