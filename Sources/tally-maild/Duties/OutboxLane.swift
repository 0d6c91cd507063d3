internal import MailParsing
internal import TallyCore

/// One connection's share of the outbox, and how each attempt went.
///
/// It may be killed at any moment: the attempt is on record before the server hears of it, and the bytes are
/// fixed before the first attempt, so that a repetition is the same mail.
struct OutboxLane: Sendable {
    /// After so many failures the mail goes without its report.
    static let reportAttempts = 3

    let queue: any OutboxQueue
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let composer: Current<MailComposer>
    let renderer: any ReportRenderer
    let submission: any MailSubmission
    let recipients: BusyRecipients
    let wakeup: Wakeup
    let progress: Progress
    let log: Logger

    func run() async throws {
        var pause = Duration.seconds(2)
        while !Task.isCancelled {
            do {
                try await sendDue()
                pause = .seconds(2)
                let next = try await queue.nextDueTime(besides: recipients.all)
                let untilNext = next.map { max(.zero, $0 - SystemClock.now()) } ?? .seconds(20)
                progress.note(.outbox)
                await submission.closeIfIdle()
                await wakeup.wait(atMost: min(untilNext, .seconds(20)))
            } catch let hold as Hold {
                log.log(
                    hold.needsOperator ? .error : .warning, "outbox.held",
                    ["retry_seconds": Int(pause.components.seconds)], message: hold.reason)
                progress.note(.outbox)
                progress.hold(hold.reason)
                await wakeup.pause(pause)
                pause = min(pause * 2, .seconds(120))
            } catch {
                log.error(
                    "outbox.failed", ["retry_seconds": Int(pause.components.seconds)], message: "\(error)")
                progress.note(.outbox)
                await wakeup.pause(pause)
                pause = min(pause * 2, .seconds(120))
            }
        }
    }

    /// The server judges us, not the mail: everything waits.
    private struct Hold: Error {
        let reason: String
        let needsOperator: Bool
    }

    private func sendDue() async throws {
        while !Task.isCancelled {
            let busy = recipients.all
            guard let mail = try await queue.nextDue(at: SystemClock.now(), besides: busy) else { return }
            guard recipients.insert(mail.draft.to.address) else { continue }
            defer { recipients.remove(mail.draft.to.address) }
            try await send(mail)
        }
    }

    private func send(_ mail: OutgoingMail) async throws {
        guard let bytes = try await prepared(mail), try await queue.begin(mail, bytes: bytes) else { return }
        var delivery = Delivery(
            state: .waiting(attempts: mail.attempts, next: mail.createdAt), createdAt: mail.createdAt,
            schedule: RetrySchedule(for: mail.draft.kind))
        delivery.begin()
        let outcome = await submit(bytes, mail)
        delivery.end(outcome, now: SystemClock.now())
        try await keepEnd(delivery, of: mail, after: outcome)
        progress.note(.outbox)
        record(mail, delivery)
        if case .failed(.senderRefused(let reply)) = outcome {
            log.error(
                "outbox.sender_refused", ["sender": mail.draft.from.address], message: reply.description)
        }
        if case .failed(.unavailable(let reason, let needsOperator)) = outcome {
            throw Hold(reason: reason, needsOperator: needsOperator)
        }
        progress.hold(nil)
    }

    /// Writes down how an attempt ended and what follows from it, however long the store cannot.
    ///
    /// Going on without it would leave the mail in "sending" until the next start: never tried again, or sent
    /// twice.
    private func keepEnd(
        _ delivery: Delivery, of mail: OutgoingMail, after outcome: Delivery.Outcome
    ) async throws {
        let (settings, mint) = (settings, mint)
        var pause = Duration.seconds(1)
        while true {
            do throws(DeskError) {
                return try await store.write { records throws(DeskError) in
                    let now = SystemClock.now()
                    let desk = Desk(records: records, settings: settings, mint: mint, now: now)
                    try desk.keep(delivery, of: mail, after: outcome)
                }
            } catch {
                guard !Task.isCancelled else { throw error }
                log.error("outbox.unrecorded", ["mail": Int(mail.id.rawValue)], message: "\(error)")
                // Its consequences cannot be; then the row alone says that the mail failed.
                if error.isOfOneRow {
                    return try await queue.keep(delivery, of: mail.id, at: SystemClock.now())
                }
                progress.note(.outbox)
                await wakeup.pause(pause)
                pause = min(pause * 2, .seconds(60))
            }
        }
    }

    private func submit(_ bytes: [UInt8], _ mail: OutgoingMail) async -> Delivery.Outcome {
        let envelope = Envelope(
            sender: mail.draft.from.address, recipient: mail.draft.to.address,
            id: mail.draft.messageID.text)
        do throws(SubmissionFailure) {
            let addressed = mail.addressed(bytes, by: mint)
            return .accepted(try await submission.submit(addressed, envelope: envelope))
        } catch {
            return .failed(error)
        }
    }

    private func record(_ mail: OutgoingMail, _ delivery: Delivery) {
        let fields: LogFields = [
            "mail": Int(mail.id.rawValue), "kind": mail.draft.kind.rawValue,
            "ticket": mail.draft.ticket.map { settings.reference(of: $0) },
        ]
        switch delivery.state {
        case .sent(let reply): log.info("outbox.sent", fields + ["reply": reply.description])
        case .failed(let reason): log.error("outbox.refused", fields, message: reason)
        case .waiting(_, let next): log.warning("outbox.postponed", fields + ["next": next])
        case .sending: break
        }
    }

    // MARK: Preparing

    /// The bytes of the mail, as they were fixed or anew; nil when its report has to be tried again first.
    private func prepared(_ mail: OutgoingMail) async throws -> [UInt8]? {
        if let bytes = mail.bytes { return bytes }
        var pdf: [UInt8]?
        if mail.draft.kind.carriesReport {
            do throws(ReportFailure) {
                pdf = try await report(with: mail.draft)
            } catch {
                if error == .busy {
                    await wakeup.pause(.seconds(1))
                    return nil
                }
                log.error(
                    "outbox.report_failed",
                    ["mail": Int(mail.id.rawValue), "attempt": mail.reportFailures + 1],
                    message: "\(error)")
                if mail.reportFailures + 1 < Self.reportAttempts {
                    let next = SystemClock.now() + .seconds(5 << mail.reportFailures)
                    try await queue.countReportFailure(of: mail.id, next: next)
                    return nil
                }
            }
        }
        let (settings, mint, draft) = (settings, mint, mail.draft)
        let files = try await store.read { records throws(DeskError) in
            try Desk(records: records, settings: settings, mint: mint, now: SystemClock.now())
                .files(with: draft)
        }
        do throws(TemplateFailure) {
            return try composer.value.message(for: mail.linked(by: mint), report: pdf, files: files)
        } catch {
            // Only a template can be at fault. This mail is given up; the others must not wait behind it.
            let delivery = Delivery(state: .failed(reason: "\(error)"), createdAt: mail.createdAt)
            try await queue.keep(delivery, of: mail.id, at: SystemClock.now())
            record(mail, delivery)
            return nil
        }
    }

    private func report(with draft: OutgoingDraft) async throws(ReportFailure) -> [UInt8] {
        let (settings, mint) = (settings, mint)
        let report: TicketReport?
        do throws(DeskError) {
            report = try await store.read { records throws(DeskError) in
                try Desk(records: records, settings: settings, mint: mint, now: SystemClock.now())
                    .report(with: draft)
            }
        } catch {
            throw .failed(reason: "the records could not be read: \(error)")
        }
        guard let report else { throw .failed(reason: "what it is about is gone") }
        return try await renderer.pdf(of: report.json)
    }
}
