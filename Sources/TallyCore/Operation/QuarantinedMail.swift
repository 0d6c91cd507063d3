/// A received mail that was put aside: reading or processing it failed, or it waits to be let in.
package struct QuarantinedMail: Hashable, Sendable {
    package let id: StagedMail.ID
    package let mailbox: MailboxName
    /// On the server, in octets.
    package let size: Int
    package let reason: String
    package let stagedAt: Timestamp
    /// When it was put aside.
    package let quarantinedAt: Timestamp
    /// Nothing is wrong with it: it waits for somebody to let it in.
    package let isHeld: Bool

    package init(
        id: StagedMail.ID, mailbox: MailboxName, size: Int, reason: String, stagedAt: Timestamp,
        quarantinedAt: Timestamp, isHeld: Bool
    ) {
        self.id = id
        self.mailbox = mailbox
        self.size = size
        self.reason = reason
        self.stagedAt = stagedAt
        self.quarantinedAt = quarantinedAt
        self.isHeld = isHeld
    }
}

extension QuarantinedMail {
    /// As the API and the command line show it.
    package var json: JSON {
        [
            "id": .integer(id.rawValue), "mailbox": .string(mailbox.text), "size": size.json,
            "reason": .string(reason), "staged_at": stagedAt.json, "quarantined_at": quarantinedAt.json,
            "held": .bool(isHeld),
        ]
    }
}
