/// How much waits in the desk's two queues, and since when.
package struct QueueDepths: Hashable, Sendable {
    /// Staged mail that was not processed yet.
    package var stagedWaiting = 0
    package var oldestStaged: Timestamp?
    package var quarantined = 0
    /// Outgoing mail that was not sent yet.
    package var outboxWaiting = 0
    package var oldestOutgoing: Timestamp?
    package var outboxFailed = 0

    package init() {}
}
