/// One line of a ticket's history: who changed what, from what, to what, when, through what.
package struct TimelineEntry: Hashable, Sendable {
    package let at: Timestamp
    /// Nil for what the desk itself did.
    package let actor: Person.ID?
    package let kind: Kind
    package let from: String?
    package let to: String?
    package let source: Source
    /// The ticket's version that the change led to; 0 in what was written before entries had one.
    package let version: Int

    package init(
        at: Timestamp, actor: Person.ID?, kind: Kind, from: String? = nil, to: String? = nil, source: Source,
        version: Int = 0
    ) {
        self.at = at
        self.actor = actor
        self.kind = kind
        self.from = from
        self.to = to
        self.source = source
        self.version = version
    }

    /// Whether somebody who may see the ticket may see this entry too.
    package func isVisible(to reader: Person) -> Bool { reader.isAgent || !isInternal }

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
        /// From and to are moments as the API writes them.
        case due
        case tagged
        case untagged
        case participantAdded = "participant_added"
        case participantRemoved = "participant_removed"
        /// On the ticket that was merged, `to` is the other one's reference; on the other one `from` is this
        /// one's.
        case merged
        case unmerged
        case project
        case comment
        case resolved
        case reopened
        case closed
        case withdrawn
        case linked
        /// The mail that opened the ticket named another one, `to`, in which its writer takes no part.
        case mentioned
        /// The actor passed the requester's mail on; `to` is the requester's address.
        case forwarded
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
    /// Whether it is between staff: notes, hints, and how the desk stands against its promises.
    package var isInternal: Bool {
        switch kind {
        case .comment: to == Visibility.internal.rawValue
        case .serviceLevelAtRisk, .serviceLevelBreached, .mentioned: true
        case .created, .claimed, .released, .assigned, .status, .priority, .subject, .category, .team,
            .due, .tagged, .untagged, .participantAdded, .participantRemoved, .merged, .unmerged,
            .project, .resolved, .reopened, .closed, .withdrawn, .linked, .forwarded, .bounced,
            .undone:
            false
        }
    }
}
