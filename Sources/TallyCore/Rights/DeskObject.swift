/// A thing that rights are asked about: its kind, and what the person who asks is to it.
package struct DeskObject: Hashable, Sendable {
    package let kind: Kind
    package let relations: Relations

    package init(_ kind: Kind, _ relations: Relations = [.none]) {
        self.kind = kind
        self.relations = relations
    }

    /// What the desk keeps.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ticket
        case person
        case team
        case project
        case notification
        case analytics
        case outbox
        case quarantine
        /// What strangers wrote through the contact form.
        case message
        case settings

        /// Whether nobody may know of one that they may not see.
        package var isSecret: Bool {
            switch self {
            case .ticket, .person, .notification: true
            case .team, .project, .analytics, .outbox, .quarantine, .message, .settings: false
            }
        }
    }

    package static func ticket(_ relation: TicketRelation) -> DeskObject {
        DeskObject(.ticket, relation.relations)
    }

    package static func person(_ person: Person.ID, for actor: Person) -> DeskObject {
        DeskObject(.person, person == actor.id ? [.themselves, .none] : [.none])
    }

    package static func notification(_ notification: Notification, for actor: Person) -> DeskObject {
        DeskObject(.notification, notification.person == actor.id ? [.themselves] : [.none])
    }

    package static func team(_ team: Team.ID, for actor: Person) -> DeskObject {
        DeskObject(.team, actor.team == team ? [.member, .none] : [.none])
    }
}

extension DeskObject.Kind {
    /// As in "There is no such …".
    package var noun: String {
        switch self {
        case .ticket: "ticket"
        case .person: "person"
        case .team: "team"
        case .project: "project"
        case .notification: "notification"
        case .analytics: "analytics"
        case .outbox: "outgoing mail"
        case .quarantine: "quarantined mail"
        case .message: "message"
        case .settings: "setting"
        }
    }
}
