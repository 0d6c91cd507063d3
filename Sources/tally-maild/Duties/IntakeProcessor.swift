internal import MailParsing
internal import TallyCore
internal import TallyDocuments

/// Works through staged mail, oldest first, one transaction each.
struct IntakeProcessor: Duty {
    /// A mail whose reading was begun this often without an end is tried in a child first.
    static let suspiciousAttempts = 2

    let name = "intake"
    let queue: any IntakeQueue
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let limits: MailParsing.Limits
    let trial: ReadingTrial
    let wakeup: Wakeup
    let progress: Progress
    let log: Logger

    func run() async throws {
        var pause = Duration.seconds(1)
        while !Task.isCancelled {
            do {
                while !Task.isCancelled, let mail = try await queue.beginNextIntake() {
                    try await process(mail)
                    progress.note(.intake)
                }
                pause = .seconds(1)
                progress.note(.intake)
                await wakeup.wait(atMost: .seconds(20))
            } catch {
                // Nothing is lost: the mail is still staged. Disk full and locks pass, or somebody mends them.
                log.error(
                    "intake.failed", ["retry_seconds": Int(pause.components.seconds)], message: "\(error)")
                // It lives: a restart would not make room on a disk.
                progress.note(.intake)
                await wakeup.pause(pause)
                pause = min(pause * 2, .seconds(60))
            }
        }
    }

    private func process(_ mail: StagedMail) async throws {
        let fields: LogFields = ["mail": Int(mail.id.rawValue), "mailbox": mail.mailbox.text]
        if mail.attempts >= Self.suspiciousAttempts {
            log.warning("intake.suspicious", fields + ["attempts": mail.attempts])
            if let end = await trial.problem(reading: mail.content) {
                try await queue.quarantine(mail.id, reason: "reading it fails: \(end)", at: SystemClock.now())
                log.error("intake.quarantined", fields, message: end)
                return
            }
        }
        let message = Message(reading: mail.content, limits: limits)
        let (settings, mint) = (settings, mint)
        let outcome: IntakeOutcome
        do throws(DeskError) {
            let foreseen = try await store.read { records throws(DeskError) in
                let desk = Desk(records: records, settings: settings, mint: mint, now: SystemClock.now())
                return try Intake(desk: desk).foresee(mail, as: message)
            }
            outcome = try await store.write { records throws(DeskError) in
                let desk = Desk(records: records, settings: settings, mint: mint, now: SystemClock.now())
                return try Intake(desk: desk, foreseen: foreseen).process(mail, as: message)
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            // Nothing should be refused here; if it is, the mail must not hold up the others.
            let reason = "processing it was refused: \(refusal.sentence(settings: settings))"
            try await queue.quarantine(mail.id, reason: reason, at: SystemClock.now())
            log.error("intake.quarantined", fields, message: reason)
            return
        }
        let ticket = outcome.ticket.map { settings.reference(of: $0) }
        var facts: LogFields = ["outcome": outcome.name]
        if let ticket { facts = facts + ["ticket": ticket] }
        if let reason = outcome.reason { facts = facts + ["reason": reason] }
        log.info("intake.done", fields + facts)
    }
}
