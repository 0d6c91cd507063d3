/// The commands that say something of a ticket: its fields, its tags, who takes part, what it is part of.
extension Intake {
    func setPriority(
        _ priority: Priority, of id: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        var changes = TicketChanges()
        changes.priority = .set(priority)
        _ = try desk.edit(id, changes, by: actor)
        return "The priority is \(priority.label.lowercased())."
    }

    func setCategory(
        _ category: String?, of id: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        var changes = TicketChanges()
        changes.category = .set(category)
        _ = try desk.edit(id, changes, by: actor)
        return category.map { "The category is \($0)." } ?? "It has no category."
    }

    func setTeam(_ name: String?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        // Rights go before names: who may not edit learns of no team.
        _ = try desk.ticket(id, for: .edit, by: actor.person)
        var changes = TicketChanges()
        guard let name else {
            changes.team = .set(nil)
            _ = try desk.edit(id, changes, by: actor)
            return "It is with no team."
        }
        guard let team = try desk.records.team(named: name) else {
            throw .refused(.invalid(field: "\"\(name)\"", problem: "is no team of this desk"))
        }
        changes.team = .set(team.id)
        _ = try desk.edit(id, changes, by: actor)
        return "It is with team \(team.name)."
    }

    func setProject(_ name: String?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        _ = try desk.ticket(id, for: .edit, by: actor.person)
        var changes = TicketChanges()
        guard let name else {
            changes.project = .set(nil)
            _ = try desk.edit(id, changes, by: actor)
            return "It is in no project."
        }
        guard let project = try desk.records.project(named: name) else {
            throw .refused(.invalid(field: "\"\(name)\"", problem: "is no project of this desk"))
        }
        changes.project = .set(project.id)
        _ = try desk.edit(id, changes, by: actor)
        return "It is in the project \(project.name)."
    }

    func setDue(_ date: DueDate?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        let moment = date?.moment(now: desk.now, in: desk.settings.zone)
        _ = try desk.setDue(moment, of: id, by: actor)
        return moment.map { "It is due on \(desk.settings.display($0))." } ?? "It is due on no day."
    }

    /// Says nothing of who the address belongs to: requesters may ask, too.
    func addParticipant(
        _ address: MailAddress, to id: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        do throws(DeskError) {
            _ = try desk.addParticipant(address, to: id, by: actor)
        } catch {
            guard case .refused(.invalid(field: "participant", let problem)) = error else { throw error }
            throw .refused(.invalid(field: address.text, problem: problem))
        }
        return "\(address.text) takes part."
    }

    func merge(
        _ id: Ticket.ID, into target: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        let (source, other) = (desk.settings.reference(of: id), desk.settings.reference(of: target))
        _ = try desk.ticket(id, for: .merge, by: actor.person)
        guard id != target else {
            throw .refused(.invalid(field: other, problem: "is this ticket itself"))
        }
        _ = try desk.merge(id, into: target, by: actor)
        return "\(source) is part of \(other) now."
    }

    func tag(
        _ id: Ticket.ID, with added: [String], without removed: [String], by actor: Desk.Actor
    ) throws(DeskError) -> String {
        // Off before on: a full ticket has room for what takes their place.
        if !removed.isEmpty { _ = try desk.removeTags(try tags(removed), from: id, by: actor) }
        if !added.isEmpty { _ = try desk.addTags(try tags(added), to: id, by: actor) }
        let tags = try desk.records.tags(of: id).map(\.text).joined(separator: ", ")
        return tags.utf8.isEmpty ? "It has no tags." : "Its tags are \(tags)."
    }

    private func tags(_ texts: [String]) throws(DeskError) -> [TicketTag] {
        var tags: [TicketTag] = []
        for text in texts {
            guard let tag = TicketTag(text) else {
                let problem = "is no tag; one has at most \(TicketTag.lengthLimit) characters"
                throw .refused(.invalid(field: "\"\(text)\"", problem: problem))
            }
            tags.append(tag)
        }
        return tags
    }
}
