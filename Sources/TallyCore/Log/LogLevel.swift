/// How much a log record matters to the operator.
package enum LogLevel: String, Hashable, Sendable, CaseIterable, Comparable {
    case debug
    case info
    case warning
    case error

    /// The priority of syslog (RFC 5424 §6.2.1), which `sd-daemon(3)` reads as `<N>` at the start of a line.
    package var priority: Int {
        switch self {
        case .debug: 7
        case .info: 6
        case .warning: 4
        case .error: 3
        }
    }

    package static func < (left: LogLevel, right: LogLevel) -> Bool { left.priority > right.priority }
}
