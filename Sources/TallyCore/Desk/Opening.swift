package import MailParsing

/// Beginning a ticket.
extension Desk {
    /// The longest subject that is kept, in Unicode scalars.
    package static let subjectLimit = 300

    /// Opens a ticket with its first comment, and tells those who should know: whom it is given to, or
    /// everybody who may claim it.
    ///
    /// - Parameters:
    ///   - actor: who asks; nil when the mail named nobody.
    ///   - messageID: the mail's own, which the thread is tied to; nil for what did not come by mail.
    ///   - acknowledges: false for what machines wrote, which is never answered.
    ///   - isProven: whether the requester proved to be who they say. If not, the acknowledgement carries none of
    ///     their text, so that nobody can make the desk mail their words to others.
    ///   - foreseen: what was found before this transaction that the ticket may repeat; without it, or when it is
    ///     about another request, it is looked for here.
    package func open(
        _ draft: TicketDraft, first comment: CommentDraft, by actor: Actor?, messageID: MessageID? = nil,
        acknowledges: Bool = true, isProven: Bool, foreseen: ForeseenDuplicates? = nil
    ) throws(DeskError) -> Ticket {
        var draft = draft
        draft.subject = presentable(draft.subject)
        let ticket = try records.add(draft, at: now)
        if let messageID { try records.remember(messageID, of: ticket.id) }
        let first = try records.add(comment, to: ticket.id, at: now)
        try note(.created, on: ticket.id, by: actor, to: ticket.status.rawValue, source: comment.source)
        try keepTags(of: draft, on: ticket.id, by: actor, source: comment.source)
        try announce(.ticketCreated, ticket.id)
        if acknowledges, let requester = actor?.person {
            try acknowledge(ticket, comment: first, to: requester, isProven: isProven)
        }
        let given = try dispatch(ticket, showing: first)
        if given.assignee == nil {
            let question = DuplicateQuestion(
                subject: ticket.subject, text: comment.text, requester: ticket.requester)
            let similar =
                if let known = foreseen?.candidates(of: question) { known } else {
                    try duplicates(of: question, for: .desk, except: ticket.id)
                }
            try tellAgents(
                .newTicket, about: given, comment: first, except: actor?.person.id, similar: similar)
        }
        return given
    }

    /// Keeps the tags of a new ticket, and writes down what rules have set.
    private func keepTags(
        of draft: TicketDraft, on ticket: Ticket.ID, by actor: Actor?, source: Source
    ) throws(DeskError) {
        for value in draft.ruled { try note(value.kind, on: ticket, by: nil, from: value.from, to: value.to) }
        let ruled = Set(draft.ruled.filter { $0.kind == .tagged }.map(\.to))
        for tag in Set(draft.tags).sorted().prefix(TicketTag.countLimit) {
            try records.add(tag, to: ticket)
            if !ruled.contains(tag.text) {
                try note(.tagged, on: ticket, by: actor, to: tag.text, source: source)
            }
        }
    }

    /// The subject as one line, never empty.
    func presentable(_ subject: String) -> String {
        let line = String(
            String.UnicodeScalarView(Self.singleLine(subject).unicodeScalars.prefix(Self.subjectLimit)))
        return line.isEmpty ? settings.wording(for: nil)(.noSubject) : line
    }

    /// The text without controls, with single spaces between its words; perhaps empty.
    static func singleLine(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isBlankBefore = true
        for scalar in text.unicodeScalars {
            let isBlank = scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F
            if isBlank {
                if !isBlankBefore { scalars.append(" ") }
            } else if scalar.properties.generalCategory != .control {
                scalars.append(scalar)
            }
            isBlankBefore = isBlank
        }
        if scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
