/// Notices to staff that come in floods go out together: none is dropped, and nobody gets hundreds of mails.
extension Desk {
    /// Queues a notice about a ticket, or keeps it for the mail that gathers many.
    func mailNotice(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        extra: [JSON.Member] = []
    ) throws(DeskError) {
        if person.isAgent, kind.isGathered, try isFlooded(person) {
            try records.gather(kind, to: person.id, about: ticket.id, for: .flood, at: now)
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
            let notices = try records.takeGathered(.flood, of: id)
            guard let person = try records.person(id), person.isActive,
                let value = try value(of: notices, for: person)
            else { continue }
            try queue(.gathered, to: person, values: [JSON.Member(name: "gathered", value: value)])
        }
        return people.count
    }

    /// How many tickets the mail lists.
    private static let gatheredTickets = 100

    /// The notices by ticket, as templates show them; nil when there is none about a ticket that the person may
    /// see.
    func value(of notices: [GatheredNotices], for person: Person) throws(DeskError) -> JSON? {
        let words = settings.wording(for: person)
        var tickets: [JSON] = []
        var (count, more) = (0, 0)
        for notice in notices {
            // Much may have happened since, even that the ticket went to another team.
            guard let ticket = try records.ticket(notice.ticket), try maySee(ticket, person) else { continue }
            count += notice.counts.values.reduce(0, +)
            guard tickets.count < Self.gatheredTickets else {
                more += 1
                continue
            }
            let holder = try ticket.assignee.map { id throws(DeskError) in try records.person(id) } ?? nil
            let counts = notice.counts
            func has(_ kinds: MailKind...) -> JSON { .bool(kinds.contains { counts[$0] != nil }) }
            tickets.append([
                "reference": .string(settings.reference(of: ticket.id)), "subject": .string(ticket.subject),
                "url": .string("\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)"),
                "is_new": has(.newTicket, .returned), "is_assigned": has(.assigned),
                "comments": counts[.comment].json, "is_changed": has(.claimed, .status, .merged, .resolved),
                "is_at_risk": has(.serviceLevelWarning), "is_overdue": has(.serviceLevelBreach),
                "is_bounced": has(.bounceNotice),
                "status_label": .string(words.label(of: ticket.status)), "assignee": (holder?.name).json,
            ])
        }
        guard count > 0 else { return nil }
        return ["count": count.json, "tickets": .array(tickets), "more": (more > 0 ? more : nil).json]
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
            .passwordReset, .signIn, .account, .report, .gathered, .digest, .alarm, .outage:
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
            .account, .report, .bounceNotice, .gathered, .digest, .alarm, .outage:
            false
        }
    }
}
