extension Wording {
    /// A status as it stands alone.
    package func label(of status: TicketStatus) -> String {
        switch status {
        case .open: self(.open)
        case .inProgress: self(.inProgress)
        case .waiting: self(.waiting)
        case .resolved: self(.resolved)
        case .closed: self(.closed)
        case .withdrawn: self(.withdrawn)
        }
    }

    /// A status as it stands in a sentence.
    func within(_ status: TicketStatus) -> String {
        switch status {
        case .open: self(.isOpen)
        case .inProgress: self(.isInProgress)
        case .waiting: self(.isWaiting)
        case .resolved: self(.isResolved)
        case .closed: self(.isClosed)
        case .withdrawn: self(.isWithdrawn)
        }
    }

    /// A priority as it stands alone.
    package func label(of priority: Priority) -> String {
        switch priority {
        case .low: self(.low)
        case .medium: self(.medium)
        case .high: self(.high)
        case .critical: self(.critical)
        }
    }

    /// A priority as it stands in a sentence.
    func within(_ priority: Priority) -> String {
        switch priority {
        case .low: self(.isLow)
        case .medium: self(.isMedium)
        case .high: self(.isHigh)
        case .critical: self(.isCritical)
        }
    }

    /// How a ticket stands against what was promised.
    package func label(of status: ServiceLevelStatus) -> String {
        switch status {
        case .onTrack: self(.onTrack)
        case .atRisk: self(.atRisk)
        case .breached: self(.breached)
        case .met: self(.met)
        case .paused: self(.paused)
        }
    }

    /// What was promised, in the middle of a sentence.
    package func label(of promise: ServiceLevelPromise) -> String {
        switch promise {
        case .firstResponse: self(.firstResponse)
        case .resolution: self(.resolution)
        }
    }
}
