internal import TallyCore

/// Turns what a mailbox's watcher says into log lines and health.
struct MailboxReporter: Sendable {
    let progress: Progress
    let log: Logger

    @Sendable func report(_ status: MailboxStatus) {
        progress.note(status)
        let fields: LogFields = [
            "mailbox": status.mailbox.text, "messages": status.messages,
        ]
        switch status.state {
        case .connecting: log.debug("mailbox.connecting", fields)
        case .synchronising: log.debug("mailbox.synchronising", fields)
        case .idle: log.info("mailbox.idle", fields)
        case .polling(let next): log.debug("mailbox.polling", fields + ["next": next])
        case .backingOff(let reason, let needsOperator, let until):
            log.log(
                needsOperator ? .error : .warning, "mailbox.backing_off", fields + ["until": until],
                message: reason)
        case .stopped: log.info("mailbox.stopped", fields)
        }
        if let problem = status.filingProblem { log.warning("mailbox.filing", fields, message: problem) }
    }
}
