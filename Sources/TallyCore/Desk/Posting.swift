internal import MailParsing

/// The way into the outbox: whether a mail is sent, and when.
///
/// Everything that keeps the desk from talking with machines and with nobody is decided here, in the transaction that
/// causes the mail.
extension Desk {
    /// Queues the mail, later when its reader had many about the ticket already, or writes down why it is not
    /// sent.
    ///
    /// - Parameter pause: how long it waits at least.
    func post(_ draft: OutgoingDraft, after pause: Duration = .zero) throws(DeskError) {
        if let reason = try reasonToWithhold(from: draft.to.address) {
            try records.withhold(draft, reason: reason)
            try noteUnsent(draft)
            return
        }
        let due = max(try dueTime(of: draft), now + pause)
        guard draft.kind != .confirm || due <= now + Confirmation.lifetime / 2 else {
            try records.withhold(draft, reason: "not sent: what it asks would be out of date by then")
            return
        }
        let isAnswer = draft.kind.isAnswer
        if isAnswer { try tripBreaker() }
        try records.enqueue(draft, due: due, isAnswer: isAnswer)
    }

    /// Why nothing is sent to an address; nil when mail is.
    private func reasonToWithhold(from text: String) throws(DeskError) -> String? {
        guard let address = MailAddress(text) else { return "not sent: this is no mail address" }
        if settings.isOwn(address) { return "not sent: this is the desk's own address" }
        if let trouble = try records.undeliverable(address), let moment = trouble.suspendedAt {
            return "not sent: mail to this address was returned, so it gets none since "
                + settings.display(moment)
        }
        return nil
    }

    /// When the ladder lets one more mail about the ticket go to its reader.
    ///
    /// Staff's notices are gathered instead.
    private func dueTime(of draft: OutgoingDraft) throws(DeskError) -> Timestamp {
        let ladder = settings.outgoing.ladder
        guard let ticket = draft.ticket, let reader = MailAddress(draft.to.address),
            let most = ladder.map(\.mails).max()
        else { return now }
        let isAgent =
            try draft.person.map { id throws(DeskError) in try records.person(id)?.isAgent } ?? false
        guard draft.kind.isReply || isAgent != true else { return now }
        let planned = try records.plannedTimes(of: ticket, to: reader, limit: most)
        var due = now
        for rate in ladder where planned.count >= rate.mails {
            due = max(due, planned[rate.mails - 1] + rate.within)
        }
        return due
    }

    // MARK: Budgets

    /// Whether somebody may get one more automatic answer.
    ///
    /// - Parameter isProven: whether the sender's domain vouches for the mail that is answered.
    func mayAnswer(
        _ person: Person, with kinds: Set<MailKind>, isProven: Bool = false
    ) throws(DeskError) -> Bool {
        for rate in isProven ? settings.outgoing.provenAnswers : settings.outgoing.answers {
            let count = try records.queuedCount(kinds, to: person.address, since: now - rate.within)
            if count >= rate.mails { return false }
        }
        return true
    }

    // MARK: The breaker

    /// Holds automatic answers when there are more than people cause, and tells the admins, once.
    private func tripBreaker() throws(DeskError) {
        let rate = settings.outgoing.breaker
        guard try records.breakerTrip() == nil else { return }
        let count = try records.answerCount(since: now - rate.within)
        guard count >= rate.mails else { return }
        let trip = BreakerTrip(trippedAt: now, mails: count)
        try records.add(trip)
        let minutes = Int(rate.within.components.seconds / 60)
        let release = trip.trippedAt + settings.outgoing.breakerPause
        try tellAdmins(.alarm) { words in
            [
                "mails": trip.mails.json, "minutes": minutes.json,
                "since_text": .string(words(trip.trippedAt)), "release_text": .string(words(release)),
            ]
        }
    }

    /// How long an automatic answer says anything worth reading.
    private static let answerLifetime = Duration.days(1)

    /// Lets automatic answers go again when it has been quiet for long enough.
    ///
    /// - Returns: whether it did.
    package func releaseBreakerWhenQuiet() throws(DeskError) -> Bool {
        let limits = settings.outgoing
        guard let trip = try records.breakerTrip(), trip.trippedAt + limits.breakerPause <= now,
            try records.answerCount(since: now - limits.breaker.within) < limits.breaker.mails
        else { return false }
        try records.releaseBreaker(at: now, by: "time", answersSince: now - Self.answerLifetime)
        return true
    }

    /// Lets automatic answers go again at once.
    ///
    /// - Parameter who: who says so, for the record.
    /// - Returns: false when none were held.
    package func releaseBreaker(by who: String) throws(DeskError) -> Bool {
        guard try records.breakerTrip() != nil else { return false }
        try records.releaseBreaker(at: now, by: who, answersSince: now - Self.answerLifetime)
        return true
    }

    // MARK: Mail about no ticket

    /// Queues a mail of the desk itself to every admin, in the words of each.
    ///
    /// - Parameter value: what stands under the name of the kind.
    func tellAdmins(_ kind: MailKind, _ value: (Wording) -> JSON) throws(DeskError) {
        for admin in try records.agents(of: nil) where admin.role == .admin {
            let member = JSON.Member(name: kind.rawValue, value: value(settings.wording(for: admin)))
            try queue(kind, to: admin, values: [member])
        }
    }

    /// Queues a mail of the desk itself, which nobody answers.
    func queue(_ kind: MailKind, to person: Person, values: [JSON.Member]) throws(DeskError) {
        try queue(kind, to: person.address, named: person.name, of: person, values: values)
    }

    /// Queues a mail of the desk itself to one address, which nobody answers.
    ///
    /// - Parameters:
    ///   - name: nil where it may be what somebody else wrote: mail that whoever likes can cause names nobody.
    ///   - person: whose address it is or shall be, for the language.
    func queue(
        _ kind: MailKind, to address: MailAddress, named name: String?, of person: Person?,
        values extra: [JSON.Member]
    ) throws(DeskError) {
        let sender = settings.senderAddress
        let common: [JSON.Member] = [
            JSON.Member(name: "language", value: .string(settings.wording(for: person).language.text)),
            JSON.Member(
                name: "site",
                value: ["name": .string(settings.siteName), "url": .string(settings.siteURL)]),
            JSON.Member(
                name: "recipient", value: ["name": .string(name ?? ""), "address": .string(address.text)]),
            JSON.Member(name: "has_pdf", value: .bool(kind.carriesReport)),
            JSON.Member(name: "auto_note", value: true), JSON.Member(name: "reply_hint", value: false),
            JSON.Member(name: "reply_marker", value: ""),
        ]
        try post(
            OutgoingDraft(
                kind: kind, ticket: nil, person: person?.id,
                from: Mailbox(name: settings.senderName(in: nil), address: sender.text),
                to: Mailbox(name: name, address: address.text), replyTo: nil, replyToken: nil,
                messageID: mint.messageID(about: nil, domain: sender.domain), inReplyTo: nil, references: [],
                date: now, values: .object(common + extra)))
    }
}
