/// What somebody is to one ticket.
package struct TicketRelation: Hashable, Sendable {
    package var isRequester: Bool
    package var isParticipant: Bool
    package var isAssignee: Bool
    /// In the ticket's team, or the ticket has no team.
    package var isInTeam: Bool
    package var isUnassigned: Bool

    package init(of person: Person, to ticket: Ticket, participants: Set<Person.ID>) {
        isRequester = ticket.requester == person.id
        isParticipant = participants.contains(person.id)
        isAssignee = ticket.assignee == person.id
        isInTeam = ticket.team == nil || ticket.team == person.team
        isUnassigned = ticket.assignee == nil
    }

    package init(
        isRequester: Bool = false, isParticipant: Bool = false, isAssignee: Bool = false,
        isInTeam: Bool = false,
        isUnassigned: Bool = false
    ) {
        self.isRequester = isRequester
        self.isParticipant = isParticipant
        self.isAssignee = isAssignee
        self.isInTeam = isInTeam
        self.isUnassigned = isUnassigned
    }

    /// As the table of rights knows them.
    package var relations: Relations {
        var relations: Relations = [.none]
        if isRequester { relations.insert(.requester) }
        if isParticipant { relations.insert(.participant) }
        if isAssignee { relations.insert(.assignee) }
        if isInTeam { relations.insert(.team) }
        if isUnassigned { relations.insert(.unassigned) }
        return relations
    }
}
