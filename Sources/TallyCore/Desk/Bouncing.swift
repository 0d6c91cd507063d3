internal import MailParsing

/// Mail that came back: noted where people look, counted, and in the end not sent any more.
extension Desk {
    /// How long after it was written a report about a mail is believed; servers try for five days.
    private static let reportAge = Duration.days(14)

    /// Writes down how an attempt to send a mail ended, and what follows from that.
    ///
    /// A refusal for good is what a delivery report would say later, but only with a status of its own (RFC 3463): a
    /// server that relays nothing says 550 to every address. Whatever the reason, the ticket says when words of people
    /// were not sent.
    package func keep(
        _ delivery: Delivery, of mail: OutgoingMail, after outcome: Delivery.Outcome
    ) throws(DeskError) {
        try records.keep(delivery, of: mail.id, at: now)
        switch delivery.state {
        case .sending, .sent: return
        case .waiting:
            // It was suspended while the mail was on its way.
            guard let address = MailAddress(mail.draft.to.address),
                try records.undeliverable(address)?.suspendedAt != nil
            else { return }
            try records.giveUpWaiting(to: address, reason: Self.givenUp, at: now)
        case .failed:
            guard let failed = try records.bouncedMail(mail.id) else { return }
            if case .failed(.refused(let reply)) = outcome, let status = reply.enhancedCode {
                _ = try note(Bounce(status: status, reason: reply.text), of: failed)
            } else if failed.known == nil {
                try noteUnsent(mail.draft)
            }
        }
    }

    private static let givenUp = "not sent: mail to this address was returned"

    /// Says on the ticket that words of people do not reach somebody.
    func noteUnsent(_ draft: OutgoingDraft) throws(DeskError) {
        guard let ticket = draft.ticket, draft.kind.carriesWords else { return }
        try note(.bounced, on: ticket, by: nil, to: draft.to.address, source: .system)
        try announce(.ticketUpdated, ticket)
    }

    /// Notes what a report says of a mail that was sent.
    ///
    /// One report about a mail counts, however often it comes, and one more when the first left hope.
    ///
    /// - Returns: false when the mail is too old for the report to be about it.
    package func note(_ bounce: Bounce, of mail: BouncedMail) throws(DeskError) -> Bool {
        guard mail.createdAt + Self.reportAge >= now else { return false }
        guard mail.known == nil || mail.known == .soft && bounce.severity == .hard else { return true }
        try records.keep(bounce, of: mail.id, at: now)
        if let ticket = mail.ticket {
            try note(
                .bounced, on: ticket, by: nil, from: bounce.status, to: mail.recipient.text, source: .mail)
            try announce(.ticketUpdated, ticket)
        }
        if bounce.severity == .hard { try count(bounce, of: mail) }
        return true
    }

    private func count(_ bounce: Bounce, of mail: BouncedMail) throws(DeskError) {
        var trouble =
            try records.undeliverable(mail.recipient)
            ?? UndeliverableAddress(address: mail.recipient, lastBounceAt: now)
        // The owner wrote after this mail was sent, so the address lives: the report is late or forged.
        if let heard = trouble.heardAt, heard >= mail.createdAt { return }
        trouble.lastBounceAt = now
        trouble.status = bounce.status
        var isSuspension = false
        if try !isBounceStorm(), trouble.suspendedAt == nil { isSuspension = try isEnough(trouble) }
        if isSuspension { trouble.suspendedAt = now }
        // Words of people that did not arrive are told at the first time, an answer of the desk's own is not.
        let isNews = isSuspension || trouble.toldAt == nil && mail.kind.carriesWords
        if isNews { trouble.toldAt = now }
        try records.keep(trouble)
        if isSuspension {
            try records.giveUpWaiting(
                to: mail.recipient, reason: Self.givenUp, at: now)
        }
        if isNews { try tell(of: bounce, mail, isSuspended: trouble.suspendedAt != nil) }
    }

    private func isEnough(_ trouble: UndeliverableAddress) throws(DeskError) -> Bool {
        guard let rate = settings.outgoing.suspension else { return false }
        var since = now - rate.within
        if let heard = trouble.heardAt { since = max(since, heard) }
        return try records.hardBounceCount(of: trouble.address, since: since) >= rate.mails
    }

    /// Tells whoever looks after the ticket, or the admins when it is about none; never whose mail came back.
    private func tell(of bounce: Bounce, _ mail: BouncedMail, isSuspended: Bool) throws(DeskError) {
        let ticket = try mail.ticket.map { id throws(DeskError) in try records.ticket(id) } ?? nil
        let value = JSON.Member(
            name: "bounce",
            value: [
                "address": .string(mail.recipient.text), "status": bounce.status.json,
                "reason": bounce.reason.json, "is_suspended": .bool(isSuspended),
            ])
        let unreached = try records.person(with: mail.recipient)
        var audience: [Person] = []
        if let ticket { audience = try holders(of: ticket).filter { $0.id != unreached?.id } }
        if audience.isEmpty {
            audience = try records.agents(of: nil).filter { $0.role == .admin && $0.id != unreached?.id }
        }
        for person in audience {
            guard let ticket else {
                try queue(.bounceNotice, to: person, values: [value])
                continue
            }
            try mailNotice(
                .bounceNotice, to: person, about: ticket, comment: nil, actor: nil, extra: [value])
        }
    }

    // MARK: Taking it back

    /// Somebody wrote, so mail reaches them again.
    ///
    /// - Returns: whether the address was suspended.
    @discardableResult
    func hear(from address: MailAddress) throws(DeskError) -> Bool {
        guard var trouble = try records.undeliverable(address) else { return false }
        let wasSuspended = trouble.suspendedAt != nil
        trouble.heardAt = now
        trouble.suspendedAt = nil
        trouble.toldAt = nil
        try records.keep(trouble)
        return wasSuspended
    }

    /// Sends mail to a person's addresses again.
    ///
    /// - Returns: the addresses that were suspended.
    package func resumeMail(
        to id: Person.ID, by authority: Authority
    ) throws(DeskError) -> [MailAddress] {
        guard try records.person(id) != nil else { throw .refused(.missing(.person)) }
        try require(.edit, of: authority) { _ in DeskObject(.outbox) }
        var resumed: [MailAddress] = []
        for address in try records.addresses(of: id) where try hear(from: address) { resumed.append(address) }
        return resumed
    }
}

extension MailKind {
    /// Whether somebody wrote it, or did what it tells of, and would believe that it was read.
    var carriesWords: Bool {
        switch self {
        case .comment, .resolved, .status, .claimed, .merged: true
        case .received, .receipt, .oversize, .unreadable, .confirm, .newTicket, .assigned, .returned,
            .serviceLevelWarning,
            .serviceLevelBreach, .confirmAddress, .signUp, .invite, .passwordReset, .signIn, .account,
            .report,
            .bounceNotice, .gathered, .digest, .alarm, .outage:
            false
        }
    }
}
