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
    /// Automatic answers that the breaker holds, and since when; nil when it holds none.
    package var answersHeld = 0
    package var breakerSince: Timestamp?
    /// Since when so much mail comes back that no address is blamed for it; nil while it does not.
    package var bounceStormSince: Timestamp?
    /// Why all mail is held: a backup was restored; nil when it is not.
    package var holdReason: String?
    /// Addresses that get no mail because it was returned.
    package var suspended = 0
    /// Notices that wait to go out together.
    package var gathered = 0

    package init() {}
}
