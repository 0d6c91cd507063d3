/// Where events are told to.
///
/// It filters by level and adds what is known of every event here; writing is up to whoever made it.
package struct Logger: Sendable {
    /// Events that matter less are dropped before they are put together.
    package let level: LogLevel
    private let fields: LogFields
    private let now: @Sendable () -> Timestamp
    private let sink: @Sendable (LogRecord) -> Void

    /// - Parameters:
    ///   - now: the clock.
    ///   - sink: takes one record; it is called from any thread and must not block for long.
    package init(
        level: LogLevel, now: @escaping @Sendable () -> Timestamp,
        sink: @escaping @Sendable (LogRecord) -> Void
    ) {
        self.init(level: level, fields: [:], now: now, sink: sink)
    }

    private init(
        level: LogLevel, fields: LogFields, now: @escaping @Sendable () -> Timestamp,
        sink: @escaping @Sendable (LogRecord) -> Void
    ) {
        self.level = level
        self.fields = fields
        self.now = now
        self.sink = sink
    }

    /// A logger that tells nobody.
    package static let silent = Logger(level: .error, now: { Timestamp(milliseconds: 0) }, sink: { _ in })

    /// A logger that adds these fields to every event.
    package func with(_ more: LogFields) -> Logger {
        Logger(level: level, fields: fields + more, now: now, sink: sink)
    }

    /// Tells of an event, when it matters enough.
    ///
    /// - Parameters:
    ///   - event: a fixed name; what varies goes into `fields`.
    ///   - message: words for people.
    package func log(
        _ level: LogLevel, _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:],
        message: @autoclosure () -> String? = nil
    ) {
        guard level >= self.level else { return }
        sink(
            LogRecord(
                moment: now(), level: level, event: "\(event)", fields: self.fields + fields(),
                message: message()))
    }

    /// For those who look for a fault.
    package func debug(
        _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.debug, event, fields(), message: message())
    }

    /// What happens every day.
    package func info(
        _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.info, event, fields(), message: message())
    }

    /// What mends itself, or will be a fault one day.
    package func warning(
        _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.warning, event, fields(), message: message())
    }

    /// What somebody has to do something about; the message says what.
    package func error(
        _ event: StaticString, _ fields: @autoclosure () -> LogFields = [:],
        message: @autoclosure () -> String? = nil
    ) {
        log(.error, event, fields(), message: message())
    }
}
