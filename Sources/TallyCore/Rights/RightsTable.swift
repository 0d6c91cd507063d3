/// Who may do what: every right of the desk, one row each.
///
/// A right that no row grants is nobody's. Several relations at once grant what each of them does.
package enum RightsTable {
    /// What one verb on one kind of thing takes, by role.
    package struct Row: Hashable, Sendable {
        package let kind: DeskObject.Kind
        package let verb: Verb
        package let admin: Relations
        package let staff: Relations
        package let employee: Relations

        init(
            _ kind: DeskObject.Kind, _ verb: Verb, admin: Relations = .any, staff: Relations = .nobody,
            employee: Relations = .nobody
        ) {
            self.kind = kind
            self.verb = verb
            self.admin = admin
            self.staff = staff
            self.employee = employee
        }

        /// Being what to the thing suffices for somebody of this role.
        package func relations(for role: Role) -> Relations {
            switch role {
            case .admin: admin
            case .staff: staff
            case .employee: employee
            }
        }
    }

    package static let rows = tickets + people + groups + operation

    /// The relations in which staff see a ticket.
    private static let desk: Relations = [.requester, .participant, .assignee, .team, .unassigned]

    private static let tickets = [
        Row(.ticket, .see, staff: desk, employee: [.requester, .participant]),
        Row(.ticket, .comment, staff: desk, employee: [.requester, .participant]),
        Row(.ticket, .commentInternally, staff: desk),
        Row(.ticket, .claim, staff: desk),
        Row(.ticket, .release, staff: [.assignee]),
        Row(.ticket, .assign, staff: desk),
        Row(.ticket, .putOnHold, staff: desk),
        Row(.ticket, .resolve, staff: desk, employee: [.requester]),
        Row(.ticket, .close, staff: desk),
        Row(.ticket, .reopen, staff: desk, employee: [.requester]),
        Row(.ticket, .withdraw, admin: [.requester], staff: [.requester], employee: [.requester]),
        Row(.ticket, .edit, staff: desk),
        Row(.ticket, .tag, staff: desk),
        Row(.ticket, .setDue, staff: desk),
        Row(.ticket, .addParticipant, staff: desk, employee: [.requester]),
        Row(.ticket, .removeParticipant, staff: desk, employee: [.requester]),
        Row(.ticket, .merge, staff: desk),
        Row(.ticket, .unmerge, staff: desk),
    ]

    private static let people = [
        Row(.person, .list),
        Row(.person, .see, staff: [.themselves], employee: [.themselves]),
        Row(.person, .create),
        Row(.person, .edit, staff: [.themselves], employee: [.themselves]),
        Row(.person, .schedule, staff: [.themselves]),
        Row(.person, .administer),
        Row(.person, .remove),
    ]

    private static let groups = [
        Row(.team, .see, staff: .any, employee: .any),
        Row(.team, .seeMembers, staff: .any),
        Row(.team, .create),
        Row(.team, .edit),
        Row(.team, .remove),
        Row(.project, .see, staff: .any, employee: .any),
        Row(.project, .seeMembers, staff: .any, employee: [.member]),
        Row(.project, .create),
        Row(.project, .edit),
        Row(.project, .remove),
    ]

    private static let operation = [
        Row(.notification, .see, admin: [.themselves], staff: [.themselves], employee: [.themselves]),
        Row(.notification, .edit, admin: [.themselves], staff: [.themselves], employee: [.themselves]),
        Row(.analytics, .see),
        Row(.outbox, .see),
        Row(.outbox, .edit),
        Row(.quarantine, .see),
        Row(.quarantine, .edit),
        Row(.message, .see),
        Row(.message, .edit),
        Row(.settings, .see),
        Row(.settings, .edit),
    ]

    private static let index = Dictionary(
        uniqueKeysWithValues: rows.map { (Key(kind: $0.kind, verb: $0.verb), $0) })

    private struct Key: Hashable {
        let kind: DeskObject.Kind
        let verb: Verb
    }

    /// Being what to a thing of this kind suffices for the verb.
    static func relations(_ role: Role, _ verb: Verb, _ kind: DeskObject.Kind) -> Relations {
        index[Key(kind: kind, verb: verb)]?.relations(for: role) ?? .nobody
    }
}
