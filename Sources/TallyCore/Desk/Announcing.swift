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
    /// - Parameter similar: earlier tickets that this one may repeat.
    func tellAgents(
        _ kind: MailKind, about ticket: Ticket, comment: Comment?, except excluded: Person.ID?,
        similar: [DuplicateCandidate] = []
    ) throws(DeskError) {
        var agents = try records.agents(of: ticket.team)
        if agents.isEmpty { agents = try records.agents(of: nil) }
        var actor: Person?
        if let author = comment?.content.author { actor = try records.person(author) }
        for agent in agents where agent.id != excluded {
            let extra = similar.isEmpty ? [] : [try values(of: similar, for: agent)]
            try tell(kind, agent, about: ticket, comment: comment, actor: actor, extra: extra)
        }
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
        guard try mayAnswer(requester, with: [.received, .oversize], isProven: isProven) else { return }
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
    /// - Parameter isNamed: false leaves the person's name out of To, which for an unproven sender may be anybody's
    ///   text.
    /// - Returns: what an answer to the mail can be recognised by.
    @discardableResult
    func queue(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        isNamed: Bool = true, extra: [JSON.Member] = []
    ) throws(DeskError) -> MailReference {
        let mailbox = settings.mailbox(ticket.mailbox)
        let sender = mailbox?.address ?? settings.senderAddress
        var token: ReplyToken?
        var replyTo: Mailbox?
        if let pattern = mailbox?.replyAddress {
            let issued = try issueToken(on: ticket.id, to: person)
            replyTo = Mailbox(name: settings.siteName, address: pattern.address(with: mint.text(of: issued)))
            token = issued
        }
        let thread = try records.messageIDs(of: ticket.id, limit: 10)
        let draft = OutgoingDraft(
            kind: kind, ticket: ticket.id, person: person.id,
            from: Mailbox(name: settings.senderName ?? settings.siteName, address: sender.text),
            to: Mailbox(name: isNamed ? person.name : nil, address: person.address.text), replyTo: replyTo,
            messageID: mint.messageID(about: ticket.id, domain: sender.domain), inReplyTo: thread.last,
            references: thread, date: now,
            values: try values(
                kind, to: person, about: ticket, comment: comment, actor: actor, mayReply: replyTo != nil,
                extra: extra))
        try post(draft)
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
