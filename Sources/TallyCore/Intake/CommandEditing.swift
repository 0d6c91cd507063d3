/// The commands that say something of a ticket: its fields, its tags, who takes part, what it is part of.
extension Intake {
    func setPriority(
        _ priority: Priority, of id: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        var changes = TicketChanges()
        changes.priority = .set(priority)
        _ = try desk.edit(id, changes, by: actor)
        let words = words(for: actor)
        return words(.priorityIs, ["priority": words.within(priority)])
    }

    func setCategory(
        _ category: String?, of id: Ticket.ID, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        var changes = TicketChanges()
        changes.category = .set(category)
        _ = try desk.edit(id, changes, by: actor)
        let words = words(for: actor)
        return category.map { words(.categoryIs, ["category": $0]) } ?? words(.noCategory)
    }

    func setTeam(_ name: String?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        let team = try move(
            id, to: name, absent: "is no team of this desk", by: actor,
            finding: { name throws(DeskError) in try desk.records.team(named: name) },
            changing: { $0.team = .set($1?.id) })
        let words = words(for: actor)
        return team.map { words(.teamIs, ["team": $0.name]) } ?? words(.noTeam)
    }

    func setProject(_ name: String?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        let project = try move(
            id, to: name, absent: "is no project of this desk", by: actor,
            finding: { name throws(DeskError) in try desk.records.project(named: name) },
            changing: { $0.project = .set($1?.id) })
        let words = words(for: actor)
        return project.map { words(.projectIs, ["project": $0.name]) } ?? words(.noProject)
    }

    /// Makes the ticket part of what staff name, or of nothing.
    private func move<Group>(
        _ id: Ticket.ID, to name: String?, absent problem: RefusalReason, by actor: Desk.Actor,
        finding group: (String) throws(DeskError) -> Group?,
        changing change: (inout TicketChanges, Group?) -> Void
    ) throws(DeskError) -> Group? {
        // Rights go before names: who may not edit learns of no team.
        _ = try desk.ticket(id, for: .edit, by: actor.person)
        var found: Group?
        if let name {
            found = try group(name)
            guard found != nil else {
                throw .refused(.invalid(field: "\"\(name)\"", problem: problem))
            }
        }
        var changes = TicketChanges()
        change(&changes, found)
        _ = try desk.edit(id, changes, by: actor)
        return found
    }

    func setDue(_ date: DueDate?, of id: Ticket.ID, by actor: Desk.Actor) throws(DeskError) -> String {
        let words = words(for: actor)
        // Who says "tomorrow" means that of their own clocks.
        let moment = date?.moment(now: desk.now, in: words.zone)
        _ = try desk.setDue(moment, of: id, by: actor)
        return moment.map { words(.dueOn, ["moment": words($0)]) } ?? words(.dueNever)
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
        return words(for: actor)(.takesPart, ["address": address.text])
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
        return words(for: actor)(.isPartOf, ["reference": source, "other": other])
    }

    func tag(
        _ id: Ticket.ID, with added: [String], without removed: [String], by actor: Desk.Actor
    ) throws(DeskError) -> String {
        // Off before on: a full ticket has room for what takes their place.
        let say = words(for: actor)
        if !removed.isEmpty { _ = try desk.removeTags(try tags(removed), from: id, by: actor) }
        if !added.isEmpty { _ = try desk.addTags(try tags(added), to: id, by: actor) }
        let tags = try desk.records.tags(of: id).map(\.text).joined(separator: ", ")
        return tags.utf8.isEmpty ? say(.noTags) : say(.tagsAre, ["tags": tags])
    }

    private func tags(_ texts: [String]) throws(DeskError) -> [TicketTag] {
        var tags: [TicketTag] = []
        for text in texts {
            guard let tag = TicketTag(text) else {
                let problem = RefusalReason(.noTag, ["limit": "\(TicketTag.lengthLimit)"])
                throw .refused(.invalid(field: "\"\(text)\"", problem: problem))
            }
            tags.append(tag)
        }
        return tags
    }
}
