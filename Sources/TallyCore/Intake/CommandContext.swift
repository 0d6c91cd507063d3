internal import MailParsing

/// A mail with commands, and who gives them.
struct CommandContext {
    let ticket: Ticket.ID
    let mail: StagedMail
    let message: Message
    let actor: Desk.Actor
    /// What vouches for the mail's own To and Cc; nil when its owner vouched only for its verbs, later.
    var evidence: SenderEvidence?

    /// What the mail says it answers, nearest first.
    var references: [MessageID] { Array((message.inReplyTo + message.references.reversed()).prefix(100)) }
}

/// What a mail with commands says beside them.
struct CommandWords {
    /// For everybody who takes part.
    var text: String
    /// For staff only; nil when the mail has no `note`.
    var note: String?
}
