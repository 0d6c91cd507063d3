/// Correcting what a ticket says about itself.
extension Desk {
    /// The longest category that is kept, in octets.
    package static let categoryLimit = 100

    /// Changes fields of the ticket; values it has already change nothing.
    package func edit(
        _ id: Ticket.ID, _ changes: TicketChanges, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .edit, by: actor.person)
        var edited = ticket
        if case .set(let subject) = changes.subject { edited.subject = presentable(subject) }
        if case .set(let priority) = changes.priority { edited.priority = priority }
        if case .set(let category) = changes.category {
            guard category.map({ $0.utf8.count <= Self.categoryLimit }) ?? true else {
                throw .refused(.invalid(field: "category", problem: "is too long"))
            }
            edited.category = category
        }
        if case .set(let team) = changes.team { edited.team = team }
        if case .set(let due) = changes.due { edited.dueAt = due }
        if case .set(let project) = changes.project { edited.project = project }
        let notes = try differences(from: ticket, to: edited)
        guard !notes.isEmpty else { return ticket }
        edited.updatedAt = now
        let saved = try records.update(edited)
        for (kind, from, to) in notes { try note(kind, on: id, by: actor, from: from, to: to) }
        try announce(.ticketUpdated, id)
        if saved.team != ticket.team, saved.status.isUnfinished { try tellNewTeam(of: saved, by: actor) }
        return saved
    }

    /// Sets when it is wanted, or with nil that nobody asks for a day.
    package func setDue(
        _ due: Timestamp?, of id: Ticket.ID, by actor: Actor
    ) throws(DeskError) -> Ticket {
        _ = try ticket(id, for: .setDue, by: actor.person)
        var changes = TicketChanges()
        changes.due = .set(due)
        return try edit(id, changes, by: actor)
    }

    /// What the timeline says of the changes.
    private func differences(
        from old: Ticket, to new: Ticket
    ) throws(DeskError) -> [(kind: TimelineEntry.Kind, from: String?, to: String?)] {
        var notes: [(TimelineEntry.Kind, String?, String?)] = []
        if !old.subject.utf8.elementsEqual(new.subject.utf8) {
            notes.append((.subject, old.subject, new.subject))
        }
        if old.priority != new.priority {
            notes.append((.priority, old.priority.rawValue, new.priority.rawValue))
        }
        if old.category != new.category { notes.append((.category, old.category, new.category)) }
        if old.team != new.team {
            notes.append((.team, try teamName(old.team), try teamName(new.team)))
        }
        if old.dueAt != new.dueAt {
            notes.append((.due, old.dueAt?.description, new.dueAt?.description))
        }
        if old.project != new.project {
            notes.append((.project, try projectName(old.project), try openProjectName(new.project)))
        }
        return notes
    }

    private func teamName(_ id: Team.ID?) throws(DeskError) -> String? {
        guard let id else { return nil }
        guard let team = try records.team(id) else {
            throw .refused(.invalid(field: "team", problem: "is not a team of this desk"))
        }
        return team.name
    }
}
