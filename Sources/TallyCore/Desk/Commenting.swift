/// Adding to a ticket's conversation.
extension Desk {
    /// How long after its resolution a requester's comment reopens a ticket.
    package static let reopeningPeriod = Duration.days(14)

    /// Adds a comment of somebody who proved to be the actor, and moves the ticket as that asks for.
    package func comment(
        on id: Ticket.ID, _ draft: CommentDraft, by actor: Actor
    ) throws(DeskError) -> (ticket: Ticket, comment: Comment) {
        let verb: Verb = draft.visibility == .internal ? .commentInternally : .comment
        let ticket = try self.ticket(id, for: verb, by: actor.person)
        guard !draft.text.utf8.isEmpty || !draft.attachments.isEmpty else {
            throw .refused(.invalid(field: "text", problem: "must not be empty"))
        }
        return try addComment(draft, to: ticket, by: actor)
    }

    /// Adds the comment; rights were looked at by the caller.
    ///
    /// An internal note leaves the ticket's row alone: its version and the moment of its last change are seen
    /// by requesters, and would tell them that staff talk about them.
    func addComment(
        _ draft: CommentDraft, to ticket: Ticket, by actor: Actor
    ) throws(DeskError) -> (ticket: Ticket, comment: Comment) {
        let comment = try records.add(draft, to: ticket.id, at: now)
        var saved = ticket
        if draft.visibility == .public {
            let isRequesters = try requesters(of: ticket).contains(actor.person.id)
            saved = try records.update(try touched(ticket, byRequester: isRequesters, by: actor))
        }
        try note(.comment, on: ticket.id, by: actor, to: draft.visibility.rawValue)
        if saved.status != ticket.status {
            let kind: TimelineEntry.Kind = ticket.status.isUnfinished ? .status : .reopened
            try note(kind, on: ticket.id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        }
        try announceComment(comment)
        if saved.status != ticket.status { try announce(.ticketUpdated, ticket.id) }
        if !ticket.status.isUnfinished, saved.status == .open {
            saved = try dispatch(saved, showing: comment)
        }
        try tellAboutComment(comment, on: saved, by: actor)
        return (saved, comment)
    }

    func announceComment(_ comment: Comment) throws(DeskError) {
        let isPublic = comment.content.visibility == .public
        try announce(isPublic ? .commentAdded : .internalCommentAdded, comment.ticket)
    }

    /// Only a requester's comment changes a status, nobody else's does.
    private func touched(
        _ ticket: Ticket, byRequester: Bool, by actor: Actor
    ) throws(DeskError) -> Ticket {
        var touched = ticket
        touched.updatedAt = now
        if byRequester {
            if let status = ticket.status.after(.resumed) {
                touched.move(to: status, at: now)
            } else if ticket.status == .resolved, isWithinReopeningPeriod(ticket) {
                touched = try reopened(ticket)
            }
        } else if actor.person.isAgent, touched.firstRespondedAt == nil {
            touched.firstRespondedAt = now
        }
        return touched
    }

    func isWithinReopeningPeriod(_ ticket: Ticket) -> Bool {
        guard let resolvedAt = ticket.resolvedAt else { return false }
        return now - resolvedAt <= Self.reopeningPeriod
    }
}
