/// Notices to staff that come in floods go out together: none is dropped, and nobody gets hundreds of mails.
extension Desk {
    /// Queues a notice about a ticket, or keeps it for the mail that gathers many.
    func mailNotice(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        extra: [JSON.Member] = []
    ) throws(DeskError) {
        if person.isAgent, kind.isGathered, try isFlooded(person) {
            try records.gather(kind, to: person.id, about: ticket.id, at: now)
        } else {
            try queue(kind, to: person, about: ticket, comment: comment, actor: actor, extra: extra)
        }
    }

    /// Whether somebody has had so many notices lately that the next ones wait for each other.
    private func isFlooded(_ person: Person) throws(DeskError) -> Bool {
        // What came first is told first.
        if try records.hasGathered(for: person.id) { return true }
        let rate = settings.outgoing.notices
        let kinds = Set(MailKind.allCases.filter(\.isGathered))
        return try records.queuedCount(kinds, to: person.address, since: now - rate.within) >= rate.mails
    }

    /// Queues what has been gathered for long enough, one mail for each reader.
    ///
    /// - Returns: how many mails that were.
    package func sendGathered(limit: Int) throws(DeskError) -> Int {
        let people = try records.peopleWithGathered(
            since: now - settings.outgoing.notices.within, limit: limit)
        for id in people {
            let notices = try records.takeGathered(for: id)
            guard let person = try records.person(id), person.isActive else { continue }
            try queue(.gathered, to: person, values: [try values(of: notices)])
        }
        return people.count
    }

    /// How many tickets the mail lists.
    private static let gatheredTickets = 100

    private func values(of notices: [GatheredNotices]) throws(DeskError) -> JSON.Member {
        var tickets: [JSON] = []
        for notice in notices.prefix(Self.gatheredTickets) {
            guard let ticket = try records.ticket(notice.ticket) else { continue }
            let counts = notice.counts
            func has(_ kinds: MailKind...) -> JSON { .bool(kinds.contains { counts[$0] != nil }) }
            tickets.append([
                "reference": .string(settings.reference(of: ticket.id)), "subject": .string(ticket.subject),
                "url": .string("\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)"),
                "is_new": has(.newTicket, .returned), "is_assigned": has(.assigned),
                "comments": counts[.comment].json, "is_changed": has(.claimed, .status, .merged, .resolved),
                "is_at_risk": has(.serviceLevelWarning), "is_overdue": has(.serviceLevelBreach),
                "is_bounced": has(.bounceNotice),
            ])
        }
        let count = notices.reduce(0) { $0 + $1.counts.values.reduce(0, +) }
        let more = notices.count - Self.gatheredTickets
        return JSON.Member(
            name: "gathered",
            value: [
                "count": count.json, "tickets": .array(tickets), "more": (more > 0 ? more : nil).json,
            ])
    }
}

extension MailKind {
    /// Whether it tells one of staff of something on a ticket, and may do so together with others.
    var isGathered: Bool {
        switch self {
        case .newTicket, .claimed, .assigned, .returned, .merged, .comment, .resolved, .status,
            .serviceLevelWarning, .serviceLevelBreach, .bounceNotice:
            true
        case .received, .receipt, .oversize, .unreadable, .confirm, .confirmAddress, .signUp, .invite,
            .passwordReset,
            .signIn, .account, .report, .gathered, .alarm:
            false
        }
    }

    /// Whether the desk sends it by itself, to whoever a mail says it is from.
    var isAnswer: Bool {
        switch self {
        case .received, .oversize, .unreadable, .confirm: true
        case .newTicket, .claimed, .assigned, .returned, .merged, .comment, .resolved, .status, .receipt,
            .serviceLevelWarning, .serviceLevelBreach, .confirmAddress, .signUp, .invite, .passwordReset,
            .signIn,
            .account, .report, .bounceNotice, .gathered, .alarm:
            false
        }
    }
}
