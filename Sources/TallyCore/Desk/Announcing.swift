internal import MailParsing

/// Who hears of what by mail: every function here only queues, in the transaction that has the cause.
///
/// Nobody gets mail about what they did themselves, except a receipt.
extension Desk {
    /// Tells the requester and the participants.
    func tellRequesters(
        _ kind: MailKind, about ticket: Ticket, comment: Comment?, actor: Actor
    ) throws(DeskError) {
        var audience = try records.participants(of: ticket.id)
        if let requester = ticket.requester, !audience.contains(requester) {
            audience.insert(requester, at: 0)
        }
        for id in audience where id != actor.person.id {
            guard let person = try records.person(id), person.isActive else { continue }
            try tell(kind, person, about: ticket, comment: comment, actor: actor.person)
        }
    }

    /// Tells the ticket's team, or all staff when it has none.
    ///
    /// - Parameters:
    ///   - similar: earlier tickets that this one may repeat.
    ///   - given: who caused it; nil means who wrote the comment.
    func tellAgents(
        _ kind: MailKind, about ticket: Ticket, comment: Comment?, except excluded: Person.ID?,
        similar: [DuplicateCandidate] = [], actor given: Person? = nil
    ) throws(DeskError) {
        var agents = try records.agents(of: ticket.team)
        if agents.isEmpty { agents = try records.agents(of: nil) }
        var actor = given
        if actor == nil, let author = comment?.content.author { actor = try records.person(author) }
        for agent in agents where agent.id != excluded {
            let extra = similar.isEmpty ? [] : [try values(of: similar, for: agent)]
            try tell(kind, agent, about: ticket, comment: comment, actor: actor, extra: extra)
        }
    }

    /// Tells a team that a ticket was handed to it, as it is told of a new one, and whoever holds the ticket.
    func tellNewTeam(of ticket: Ticket, by actor: Actor) throws(DeskError) {
        var audience = try ticket.team.map { id throws(DeskError) in try records.agents(of: id) } ?? []
        // What somebody looks after already is no news to everybody.
        if audience.isEmpty, ticket.assignee == nil { audience = try records.agents(of: nil) }
        if let id = ticket.assignee, !audience.contains(where: { $0.id == id }),
            let holder = try records.person(id), holder.isActive
        {
            audience.append(holder)
        }
        let team = try ticket.team.map { id throws(DeskError) in try records.team(id)?.name } ?? nil
        let handedOver = JSON.Member(
            name: "handed_over", value: ["by": .string(actor.person.name), "team": team.json])
        let first = try records.comments(of: ticket.id).first
        for person in audience where person.id != actor.person.id {
            try tell(
                .newTicket, person, about: ticket, comment: first, actor: actor.person, extra: [handedOver])
        }
    }

    /// Tells whoever holds the ticket what somebody else did to it, unless they hear of it as one who takes part.
    func tellHolder(_ kind: MailKind, of ticket: Ticket, by actor: Actor) throws(DeskError) {
        guard let id = ticket.assignee, id != actor.person.id, id != ticket.requester,
            !(try records.participants(of: ticket.id)).contains(id),
            let holder = try records.person(id), holder.isActive, holder.isAgent
        else { return }
        try tell(kind, holder, about: ticket, comment: nil, actor: actor.person)
    }

    /// A requester's comment goes to the assignee, else as a new ticket does; staff's public one to the
    /// requesters; an internal one to the assignee and otherwise to staff only.
    func tellAboutComment(_ comment: Comment, on ticket: Ticket, by actor: Actor) throws(DeskError) {
        if comment.content.visibility == .public, actor.person.isAgent, ticket.requester != actor.person.id {
            try tellRequesters(.comment, about: ticket, comment: comment, actor: actor)
            return
        }
        if let assignee = ticket.assignee, assignee != actor.person.id,
            let person = try records.person(assignee), person.isActive,
            person.isAgent || comment.content.visibility == .public
        {
            try tell(.comment, person, about: ticket, comment: comment, actor: actor.person)
        } else if ticket.assignee == nil {
            try tellAgents(.comment, about: ticket, comment: comment, except: actor.person.id)
        }
    }

    func acknowledge(
        _ ticket: Ticket, comment: Comment, to requester: Person, isProven: Bool
    ) throws(DeskError) {
        // A loop or a forger tires out.
        guard try mayAnswer(requester, with: MailKind.firstAnswers, isProven: isProven) else { return }
        try queue(
            .received, to: requester, about: ticket, comment: comment, actor: requester, isNamed: isProven,
            extra: [JSON.Member(name: "is_proven", value: .bool(isProven))])
    }

    /// Tells one person in the console and by mail, each unless they do not want it.
    func tell(
        _ kind: MailKind, _ person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        extra: [JSON.Member] = []
    ) throws(DeskError) {
        switch try notify(kind, person, about: ticket, by: actor) {
        case .none: return
        case .each:
            try mailNotice(kind, to: person, about: ticket, comment: comment, actor: actor, extra: extra)
        case .digest:
            try records.gather(kind, to: person.id, about: ticket.id, for: .digest, at: now)
        }
    }

    /// Queues one mail about a ticket to one person, with a reply token of their own.
    ///
    /// - Parameters:
    ///   - isNamed: false leaves the person's name out of To, which for an unproven sender may be anybody's text.
    ///   - pause: how long the mail waits at least.
    /// - Returns: what an answer to the mail can be recognised by.
    @discardableResult
    func queue(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        isNamed: Bool = true, after pause: Duration = .zero, extra: [JSON.Member] = []
    ) throws(DeskError) -> MailReference {
        let mailbox = settings.mailbox(ticket.mailbox)
        let sender = mailbox?.address ?? settings.senderAddress
        var token: ReplyToken?
        var replyTo: Mailbox?
        if let pattern = mailbox?.replyAddress {
            let issued = try issueToken(on: ticket.id, to: person)
            replyTo = Mailbox(
                name: mailbox?.displayName ?? settings.siteName,
                address: pattern.address(with: ReplyPlace.text))
            token = issued
        }
        let thread = try records.messageIDs(of: ticket.id, limit: 10)
        let draft = OutgoingDraft(
            kind: kind, ticket: ticket.id, person: person.id,
            from: Mailbox(name: settings.senderName(in: mailbox), address: sender.text),
            to: Mailbox(name: isNamed ? person.name : nil, address: person.address.text), replyTo: replyTo,
            replyToken: token, messageID: mint.messageID(about: ticket.id, domain: sender.domain),
            inReplyTo: thread.last,
            references: thread, date: now,
            values: try values(
                kind, to: person, about: ticket, comment: comment, actor: actor, mayReply: replyTo != nil,
                extra: extra))
        try post(draft, after: pause)
        return MailReference(messageID: draft.messageID, token: token?.id)
    }

    private func issueToken(on ticket: Ticket.ID, to person: Person) throws(DeskError) -> ReplyToken {
        let lifetime = person.isAgent ? ReplyToken.agentLifetime : ReplyToken.lifetime
        return try records.add(
            ReplyToken.Facts(
                ticket: ticket, person: person.id, address: person.address, issuedAt: now,
                expiresAt: now + lifetime))
    }
}
