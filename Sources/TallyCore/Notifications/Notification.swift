/// Word to one person that something happened to a ticket, as the console shows it.
package struct Notification: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let person: Person.ID
    package let kind: NotificationKind
    package let ticket: Ticket.ID
    /// Who did it; nil for what the desk itself did.
    package let actor: Person.ID?
    package let createdAt: Timestamp
    package let readAt: Timestamp?

    package init(
        id: ID, person: Person.ID, kind: NotificationKind, ticket: Ticket.ID, actor: Person.ID?,
        createdAt: Timestamp, readAt: Timestamp?
    ) {
        self.id = id
        self.person = person
        self.kind = kind
        self.ticket = ticket
        self.actor = actor
        self.createdAt = createdAt
        self.readAt = readAt
    }
}

/// What somebody can be told of, and may not want to be told of.
package enum NotificationKind: String, Hashable, Sendable, CaseIterable {
    case newTicket = "new_ticket"
    case assigned
    case claimed
    case comment
    case status
    case resolved
    case serviceLevelWarning = "sla_warning"
    case serviceLevelBreach = "sla_breach"

    /// Nil for mail that is no notice: answers to what somebody wrote themselves.
    package init?(_ kind: MailKind) {
        switch kind {
        // A ticket that is free again is one more to take, a merger one more turn of one's own.
        case .newTicket, .returned: self = .newTicket
        case .assigned: self = .assigned
        case .claimed: self = .claimed
        case .comment: self = .comment
        case .status, .merged: self = .status
        case .resolved: self = .resolved
        case .serviceLevelWarning: self = .serviceLevelWarning
        case .serviceLevelBreach: self = .serviceLevelBreach
        case .received, .receipt, .oversize, .unreadable, .confirm, .confirmAddress, .signUp, .invite,
            .passwordReset, .signIn, .account, .report, .bounceNotice, .gathered, .digest, .alarm, .outage:
            return nil
        }
    }

    /// What happened, in a sentence.
    package func sentence(actor: String?, reference: String) -> String {
        let actor = actor ?? "The desk"
        return switch self {
        case .newTicket: "\(actor) opened \(reference)"
        case .assigned: "\(actor) gave you \(reference)"
        case .claimed: "\(actor) looks after \(reference)"
        case .comment: "\(actor) wrote on \(reference)"
        case .status: "\(actor) changed the status of \(reference)"
        case .resolved: "\(actor) resolved \(reference)"
        case .serviceLevelWarning: "\(reference) is about to be late"
        case .serviceLevelBreach: "\(reference) is late"
        }
    }
}

/// The ways on which somebody wants to be told of one kind of thing.
package struct NotificationPreference: Hashable, Sendable {
    /// How mail tells of it.
    package enum Mail: Hashable, Sendable {
        case none
        /// One mail each time, at once.
        case each
        /// With everything else of the day.
        case digest
    }

    package var mail: Mail
    /// In the console.
    package var inApp: Bool

    package init(mail: Mail = .each, inApp: Bool = true) {
        self.mail = mail
        self.inApp = inApp
    }
}
