/// What somebody wants to do to a ticket.
package enum Verb: String, Hashable, Sendable, CaseIterable {
    case see
    case comment
    case commentInternally = "comment_internally"
    case claim
    case release
    case putOnHold = "put_on_hold"
    case resolve
    case close
    case reopen
    case withdraw
    case edit
}

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
}

/// The answer to a question about rights.
package enum Permission: Hashable, Sendable {
    case granted
    /// They may see the ticket, but not do this.
    case forbidden
    /// They may not even know that the ticket exists.
    case hidden
}

/// Decides whether a person may do something to a ticket.
///
/// The one place where rights are decided; mail, API, WebSocket and console all ask here.
package func authorize(_ role: Role, isActive: Bool = true, _ verb: Verb, _ relation: TicketRelation)
    -> Permission
{
    guard isActive, maySee(role, relation) else { return .hidden }
    let isGranted: Bool
    switch verb {
    case .see, .comment:
        isGranted = true
    case .commentInternally, .claim, .putOnHold, .close, .edit:
        isGranted = role != .employee
    case .release:
        isGranted = role == .admin || (role == .staff && relation.isAssignee)
    case .resolve:
        isGranted = role != .employee || relation.isRequester
    case .reopen:
        isGranted = role != .employee || relation.isRequester
    case .withdraw:
        isGranted = relation.isRequester
    }
    return isGranted ? .granted : .forbidden
}

/// Employees see their own tickets and those they take part in; staff their team's, those without a team,
/// unassigned, held or joined; admins all.
private func maySee(_ role: Role, _ relation: TicketRelation) -> Bool {
    switch role {
    case .admin:
        true
    case .staff:
        relation.isInTeam || relation.isUnassigned || relation.isAssignee || relation.isParticipant
            || relation.isRequester
    case .employee:
        relation.isRequester || relation.isParticipant
    }
}
