/// One line of a ticket's history: who changed what, from what, to what, when, through what.
package struct TimelineEntry: Hashable, Sendable {
    package let at: Timestamp
    /// Nil for what the desk itself did.
    package let actor: Person.ID?
    package let kind: Kind
    package let from: String?
    package let to: String?
    package let source: Source

    package init(
        at: Timestamp, actor: Person.ID?, kind: Kind, from: String? = nil, to: String? = nil, source: Source
    ) {
        self.at = at
        self.actor = actor
        self.kind = kind
        self.from = from
        self.to = to
        self.source = source
    }

    /// What was changed.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case created
        case claimed
        case released
        case assigned
        case status
        case priority
        case subject
        case category
        case team
        case project
        case comment
        case resolved
        case reopened
        case closed
        case withdrawn
        case linked
        case bounced
        /// The commands of a mail were taken back; `to` names them.
        case undone
        /// `to` is the promise that is about to be broken.
        case serviceLevelAtRisk = "sla_at_risk"
        /// `to` is the promise that was broken.
        case serviceLevelBreached = "sla_breached"
    }
}

extension TimelineEntry {
    /// Whether it is between staff: notes, and how the desk stands against its promises.
    package var isInternal: Bool {
        switch kind {
        case .comment: to == Visibility.internal.rawValue
        case .serviceLevelAtRisk, .serviceLevelBreached: true
        case .created, .claimed, .released, .assigned, .status, .priority, .subject, .category, .team,
            .project, .resolved, .reopened, .closed, .withdrawn, .linked, .bounced, .undone:
            false
        }
    }
}
