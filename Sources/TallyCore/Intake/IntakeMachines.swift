internal import MailParsing

/// Mail that machines wrote: our own coming back, reports of failed deliveries, lists, automatic replies.
extension Intake {
    // MARK: Our own

    /// Why the mail is our own coming back; nil when it is somebody else's.
    func ownMailReason(_ message: Message) -> String? {
        if let id = message.messageID, desk.mint.ticket(in: id) != nil {
            return "our own mail coming back (Message-ID)"
        }
        if message.fields(named: "x-tally-loop").contains(where: { $0.value == desk.mint.loopMark }) {
            return "our own mail coming back (X-Tally-Loop)"
        }
        if message.from.contains(where: { MailAddress($0.address).map(desk.settings.isOwn) ?? false }) {
            return "mail in the name of the desk's own address"
        }
        return nil
    }

    // MARK: Reports

    /// Notes a report on the mail that it is about, when that is one of ours.
    func noteBounce(_ message: Message) throws(DeskError) -> IntakeOutcome {
        let automation = message.automation
        if automation.isDelayed, !automation.isBounce { return .ignored(reason: "a notice of delay") }
        guard let mail = try bouncedMail(message), !isForged(message) else { return .bounce(nil) }
        let reported = automation.deliveryReport?.recipients.first { $0.diagnostic != nil }
        let bounce = Bounce(status: automation.status, reason: reported?.diagnostic)
        guard try desk.note(bounce, of: mail) else {
            return .ignored(reason: "a report about a mail that was sent long ago")
        }
        return .bounce(mail.ticket)
    }

    /// How many of a report's references are looked up; honest ones have a handful.
    private static let referenceLimit = 20

    /// The mail that a report is about, as far as it shows something only its reader could know: our
    /// Message-ID with its MAC, or the reply token that was in it.
    ///
    /// Who forges a report of a mail to somebody else would need what only that person got.
    private func bouncedMail(_ message: Message) throws(DeskError) -> BouncedMail? {
        let original = returnedMessage(in: message)
        // What we called the mail in its envelope is its Message-ID, and no server on the way rewrites that.
        let envelope = message.automation.deliveryReport?.originalEnvelopeID.map { MessageID(text: $0) }
        var references = [envelope, message.automation.originalMessageID, original?.messageID]
            .compactMap { $0 }
        references += message.inReplyTo + message.references
        for reference in references.prefix(Self.referenceLimit) where desk.mint.ticket(in: reference) != nil {
            if let mail = try desk.records.bouncedMail(reference) { return mail }
        }
        // Servers that rewrite Message-IDs leave the address that answers go to.
        let addresses = (original?.replyTo ?? []) + message.to
        let patterns = desk.settings.mailboxes.compactMap(\.replyAddress)
        for address in addresses.prefix(Self.referenceLimit).compactMap({ MailAddress($0.address) }) {
            guard let presented = patterns.lazy.compactMap({ $0.token(in: address) }).first,
                let token = try desk.records.replyToken(presented.id), desk.mint.verify(presented, is: token)
            else { continue }
            let (ticket, reader) = (token.facts.ticket, token.facts.address)
            if let mail = try desk.records.bouncedMail(about: ticket, to: reader) { return mail }
        }
        return nil
    }

    /// What a report brings back of the mail, its header at least (RFC 3462 §2).
    private func returnedMessage(in report: Message) -> Message? {
        let types = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
        return report.attachments.first { types.contains($0.contentType) }.map {
            Message(reading: $0.content)
        }
    }

    /// Whether the owner of the reporter's domain says that the report is not from there.
    private func isForged(_ message: Message) -> Bool {
        guard let from = message.from.first.flatMap({ MailAddress($0.address) }) else { return false }
        return DomainVerdict(on: message, from: from.domain, trusting: desk.settings.trust) == .fail
    }

    /// Somebody passes on a delivery report that they got: nothing but the report itself speaks for a
    /// machine.
    func isForwardedReport(_ message: Message) -> Bool {
        message.automation.reasons.allSatisfy { $0.utf8.starts(with: "a delivery report".utf8) }
    }

    // MARK: Automatic mail

    /// RFC 3834 §5: a reply made by a machine, as against a notice it sends by itself.
    static func isAutoReply(_ message: Message) -> Bool {
        message.fields(named: "auto-submitted").contains { field in
            field.value.utf8.prefix(12).map { $0 | 0x20 }.elementsEqual("auto-replied".utf8)
        } || message.automation.reasons.contains { $0.utf8.starts(with: "subject".utf8) }
    }

    /// Whether the mail answers one of ours: not only one of the conversation, as notices do that a machine gathers in a
    /// thread of its own.
    func answersOurs(_ message: Message, _ evidence: SenderEvidence) -> Bool {
        evidence.token != nil
            || message.inReplyTo.prefix(Self.referenceLimit).contains { desk.mint.ticket(in: $0) != nil }
    }

    func reasons(_ message: Message) -> String {
        message.automation.reasons.prefix(3).joined(separator: ", ")
    }

    /// The field that says that the mail went to many (RFC 2919, RFC 2369); nil when there is none.
    static func listSign(_ message: Message) -> String? {
        for name in ["List-Id", "List-Post", "List-Unsubscribe", "Mailing-List", "X-Mailing-List"]
        where !message.fields(named: name).isEmpty {
            return name
        }
        for field in message.fields(named: "precedence") {
            let word = asciiLowercased(Array(field.value.utf8.prefix { $0 > 0x20 }))
            if ["list", "bulk", "junk"].contains(word) { return "Precedence: \(word)" }
        }
        return nil
    }

    // MARK: Machines that do not say so

    /// For how long somebody's words are remembered.
    private static let wordsMemory = Duration.hours(6)

    /// Whether the sender wrote the very same words shortly before, as a machine does that answers every mail
    /// and says so in no field of its header.
    ///
    /// Numbers do not count, and neither does the subject: such answers name the ticket they are about. Short
    /// words are said twice by people too.
    ///
    /// - Parameter isRequest: whether it begins a ticket: people ask less often in the same words than they answer, and
    ///   a machine that writes no words at all is known by its subject.
    func isRepeated(
        _ message: Message, by evidence: SenderEvidence, isRequest: Bool = false
    ) throws(DeskError) -> Bool {
        guard let sender = evidence.address else { return false }
        var words = WrittenWords(message.visibleText)
        if words.letterCount == 0, isRequest { words = WrittenWords("subject " + (message.subject ?? "")) }
        guard words.letterCount > 0 else { return false }
        return try times(words, of: sender) >= words.repetitionsOfPeople(inRequests: isRequest)
    }

    /// How often the sender answered the ticket in the very same words shortly before.
    func repetitions(
        of message: Message, by evidence: SenderEvidence, on ticket: Ticket.ID
    ) throws(DeskError) -> Int {
        let words = WrittenWords(message.visibleText)
        guard let sender = evidence.address, words.letterCount > 0 else { return 0 }
        return try times(words, of: sender, on: ticket)
    }

    /// How often the same commands came on the ticket shortly before, and changed something or nothing, as these do.
    func timesCommanded(
        _ reading: CommandReading, _ context: CommandContext, isChanged: Bool
    ) throws(DeskError) -> Int {
        let lines = reading.commands.map(\.text) + reading.mistakes.map(\.text)
        let words = WrittenWords((isChanged ? "commands " : "in vain ") + lines.joined(separator: " "))
        return try times(words, of: context.actor.person.address, on: context.ticket)
    }

    /// Whether the mail answers a receipt that its writer got.
    func answersReceipt(_ context: CommandContext) throws(DeskError) -> Bool {
        for reference in context.message.inReplyTo.prefix(Self.referenceLimit)
        where desk.mint.ticket(in: reference) != nil {
            let answered = try desk.records.bouncedMail(reference)
            if let answered, answered.kind == .receipt, answered.recipient == context.actor.person.address {
                return true
            }
        }
        return false
    }

    /// How often somebody wrote these words lately.
    func times(
        _ words: WrittenWords, of sender: MailAddress, on ticket: Ticket.ID? = nil
    ) throws(DeskError) -> Int {
        try desk.records.noteWords(
            desk.mint.fingerprint(of: words, on: ticket), of: sender, at: desk.now,
            since: desk.now - Self.wordsMemory)
    }
}
