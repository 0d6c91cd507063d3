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
    func addComment(
        _ draft: CommentDraft, to ticket: Ticket, by actor: Actor
    ) throws(DeskError) -> (ticket: Ticket, comment: Comment) {
        let comment = try records.add(draft, to: ticket.id, at: now)
        try note(.comment, on: ticket.id, by: actor, to: draft.visibility.rawValue)
        let isRequesters = ticket.requester == actor.person.id && draft.visibility == .public
        let saved = try records.update(touched(ticket, byRequester: isRequesters, by: actor, with: draft))
        if saved.status != ticket.status {
            let kind: TimelineEntry.Kind = ticket.status.isUnfinished ? .status : .reopened
            try note(kind, on: ticket.id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        }
        try announceComment(comment)
        if saved.status != ticket.status { try announce(.ticketUpdated, ticket.id) }
        try tellAboutComment(comment, on: saved, by: actor)
        return (saved, comment)
    }

    func announceComment(_ comment: Comment) throws(DeskError) {
        let isPublic = comment.content.visibility == .public
        try announce(isPublic ? .commentAdded : .internalCommentAdded, comment.ticket)
    }

    /// Only a requester's comment changes a status, nobody else's does.
    private func touched(
        _ ticket: Ticket, byRequester: Bool, by actor: Actor, with draft: CommentDraft
    ) -> Ticket {
        var touched = ticket
        touched.updatedAt = now
        if byRequester {
            let reopened = LifecycleEvent.reopened(isAssigned: ticket.assignee != nil)
            if let status = ticket.status.after(.resumed) {
                touched.move(to: status, at: now)
            } else if ticket.status == .resolved, isWithinReopeningPeriod(ticket),
                let status = ticket.status.after(reopened)
            {
                touched.move(to: status, at: now)
            }
        } else if actor.person.isAgent, draft.visibility == .public, touched.firstRespondedAt == nil {
            touched.firstRespondedAt = now
        }
        return touched
    }

    func isWithinReopeningPeriod(_ ticket: Ticket) -> Bool {
        guard let resolvedAt = ticket.resolvedAt else { return false }
        return now - resolvedAt <= Self.reopeningPeriod
    }
}
