/// Where a ticket stands against what was promised, as it was worked out last.
package struct ServiceLevelState: Hashable, Sendable {
    package var status = ServiceLevelStatus.onTrack
    /// Nil without a promise.
    package var firstResponseDueAt: Timestamp?
    /// Nil without a promise, and while the clock stands still.
    package var resolutionDueAt: Timestamp?
    /// When it is to be worked out again although nobody did anything; nil when time changes nothing.
    package var nextAt: Timestamp?

    package init() {}
}

/// The service level at a glance.
package enum ServiceLevelStatus: String, Hashable, Sendable, CaseIterable {
    case onTrack = "on_track"
    case atRisk = "at_risk"
    case breached
    case met
    case paused
}
