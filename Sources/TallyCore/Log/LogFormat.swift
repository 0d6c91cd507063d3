/// How a log record becomes a line.
package enum LogFormat: String, Hashable, Sendable, CaseIterable {
    /// For people and grep: `2026-11-22T08:15:00Z info intake.staged mailbox=support uid=12`.
    case text
    /// One JSON object a line.
    case json
}
