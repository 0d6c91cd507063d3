package import MailParsing

/// Turns a row of the outbox into the message that is sent: a pure function of the row, the templates and the
/// report.
package struct MailComposer: Sendable {
    private let templates: TemplateSet
    private let ticketPrefix: String
    private let loopMark: String

    /// - Parameters:
    ///   - templates: checked; they have every `MailKind`.
    ///   - loopMark: what tells this desk's mail from any other's (`TokenMint.loopMark`).
    package init(templates: TemplateSet, ticketPrefix: String, loopMark: String) {
        self.templates = templates
        self.ticketPrefix = ticketPrefix
        self.loopMark = loopMark
    }

    /// The message with CRLF line ends, ready for the final dot.
    ///
    /// - Parameters:
    ///   - report: the ticket's PDF; nil when the kind has none, or when it could not be made.
    ///   - files: those of the comment that go with it (`Desk.files(with:)`).
    package func message(
        for mail: OutgoingMail, report: [UInt8]?, files: [OutgoingAttachment] = []
    ) throws(TemplateFailure) -> [UInt8] {
        let draft = mail.draft
        let values = report == nil ? draft.values.replacing("has_pdf", with: false) : draft.values
        let language = values["language"].text.flatMap { LanguageTag($0) } ?? .english
        let rendering = try templates.render(kind: draft.kind.rawValue, language: language, values: values)
        let reference = draft.ticket.map { "\(ticketPrefix)-\($0.rawValue)" }
        var fields = [
            ExtraField.autoSubmitted(draft.kind.isReply ? .replied : .generated), .suppressAutoResponses,
        ]
        fields += [
            reference.flatMap { ExtraField(name: "X-Tally-Ticket", value: $0) },
            ExtraField(name: "X-Tally-Loop", value: loopMark),
            // RFC 3282 §2
            ExtraField(name: "Content-Language", value: language.text),
        ].compactMap { $0 }
        let message = OutgoingMessage(
            from: draft.from, to: [draft.to], replyTo: draft.replyTo, subject: rendering.subject,
            date: draft.date.unixSeconds, messageID: draft.messageID, inReplyTo: draft.inReplyTo,
            references: draft.references, fields: fields, text: rendering.text, html: rendering.html,
            attachments: files
                + (report.map { pdf in
                    [
                        OutgoingAttachment(
                            filename: "\(reference ?? "report").pdf", contentType: "application/pdf",
                            content: pdf)
                    ]
                } ?? []))
        return message.bytes()
    }
}
