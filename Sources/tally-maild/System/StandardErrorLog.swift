internal import TallyCore

/// The log on standard error: one line for each event, written at once.
enum StandardErrorLog {
    static func logger(_ settings: Configuration.Log, environment: Environment) -> Logger {
        // systemd sets this when standard error goes to its journal, which understands priorities.
        let isJournal = environment["JOURNAL_STREAM"] != nil
        let format = settings.format
        return Logger(level: settings.level, now: SystemClock.now) { record in
            StandardStreams.writeError(record.line(format: format, withPriority: isJournal))
        }
    }
}
