/// Where a ticket is in its life.
///
///     open ──assigned──▶ in_progress ⇄ waiting
///       │                    │            │
///       └──────resolved──────┴────────────┘──▶ resolved ──closed──▶ closed
///     any unfinished ──withdrawn──▶ withdrawn
///     resolved, closed ──reopened──▶ in_progress when assigned, else open
///     unfinished, resolved ──merged──▶ closed ──parted──▶ what it was
package enum TicketStatus: String, Hashable, Sendable, CaseIterable {
    case open
    case inProgress = "in_progress"
    case waiting
    case resolved
    case closed
    case withdrawn

    /// Still somebody's work; what the workload limit counts.
    package var isUnfinished: Bool {
        switch self {
        case .open, .inProgress, .waiting: true
        case .resolved, .closed, .withdrawn: false
        }
    }

    /// Whether such a ticket can be merged with another; what is over stays what it was.
    package var isMergeable: Bool { isUnfinished || self == .resolved }

    /// The status after `event`; nil when the event is not possible in this status.
    ///
    /// The only place that knows the arrows.
    package func after(_ event: LifecycleEvent) -> TicketStatus? {
        switch (event, self) {
        case (.assigned, .open): .inProgress
        case (.released, .inProgress), (.released, .waiting): .open
        case (.putOnHold, .inProgress): .waiting
        case (.resumed, .waiting): .inProgress
        case (.resolved, .open), (.resolved, .inProgress), (.resolved, .waiting): .resolved
        case (.closed, .resolved): .closed
        case (.reopened(let isAssigned), .resolved), (.reopened(let isAssigned), .closed):
            isAssigned ? .inProgress : .open
        case (.withdrawn, .open), (.withdrawn, .inProgress), (.withdrawn, .waiting): .withdrawn
        case (.merged, .open), (.merged, .inProgress), (.merged, .waiting), (.merged, .resolved): .closed
        case (.parted(let earlier), .closed): earlier.isMergeable ? earlier : nil
        case (.assigned, _), (.released, _), (.putOnHold, _), (.resumed, _), (.resolved, _),
            (.closed, _), (.reopened, _), (.withdrawn, _), (.merged, _), (.parted, _):
            nil
        }
    }
}

/// What can happen to a ticket that moves it through its life.
package enum LifecycleEvent: Hashable, Sendable {
    case assigned
    case released
    case putOnHold
    /// The requester wrote, or staff took the ticket off hold.
    case resumed
    case resolved
    case closed
    case reopened(isAssigned: Bool)
    case withdrawn
    /// Another ticket took over the conversation.
    case merged
    /// The merger was taken back: the ticket is again what it was before.
    case parted(into: TicketStatus)
}
