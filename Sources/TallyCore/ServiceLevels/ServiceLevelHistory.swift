/// The parts of a ticket's story that its service level depends on.
package struct ServiceLevelHistory: Hashable, Sendable {
    /// What decides which promise holds and whether its clock runs.
    package struct Circumstances: Hashable, Sendable {
        package var status: TicketStatus
        package var priority: Priority
        /// The team's name.
        package var team: String?

        package init(status: TicketStatus = .open, priority: Priority, team: String? = nil) {
            self.status = status
            self.priority = priority
            self.team = team
        }
    }

    /// A time in which the circumstances were the same.
    package struct Phase: Hashable, Sendable {
        package let start: Timestamp
        package let circumstances: Circumstances

        package init(start: Timestamp, circumstances: Circumstances) {
            self.start = start
            self.circumstances = circumstances
        }
    }

    /// Ascending, each up to the next; the first begins with the ticket, the last has not ended.
    package let phases: [Phase]
    package let firstRespondedAt: Timestamp?
    /// The conversation goes on in another ticket, so nothing is promised here.
    package let isMerged: Bool

    /// Changes whose entry says which status the ticket came into.
    private static let kindsWithStatus: Set<TimelineEntry.Kind> = [
        .created, .claimed, .released, .status, .resolved, .reopened, .closed, .withdrawn,
    ]

    package init(phases: [Phase], firstRespondedAt: Timestamp? = nil, isMerged: Bool = false) {
        self.phases = phases
        self.firstRespondedAt = firstRespondedAt
        self.isMerged = isMerged
    }

    /// Reads the history of a ticket out of its timeline.
    ///
    /// The timeline says what something was before it changed, and so also what it was at first. How the ticket stands
    /// now is the last word: a team that was renamed since has its present name all along.
    package init(of ticket: Ticket, team: String?, timeline: [TimelineEntry]) {
        var present = Circumstances(priority: ticket.priority, team: team)
        if let first = timeline.first(where: { $0.kind == .priority }) {
            present.priority = first.from.flatMap(Priority.init(rawValue:)) ?? ticket.priority
        }
        let moves = timeline.filter { $0.kind == .team }
        let lastTeam = moves.last.map(\.to)
        func name(_ old: String?) -> String? { old == lastTeam ?? team ? team : old }
        if let first = moves.first { present.team = name(first.from) }
        var phases = [Phase(start: ticket.createdAt, circumstances: present)]
        for entry in timeline {
            if entry.kind == .priority {
                present.priority = entry.to.flatMap(Priority.init(rawValue:)) ?? present.priority
            } else if entry.kind == .team {
                present.team = name(entry.to)
            } else if Self.kindsWithStatus.contains(entry.kind) {
                present.status = entry.to.flatMap(TicketStatus.init(rawValue:)) ?? present.status
            }
            phases.append(present, at: entry.at)
        }
        present.status = ticket.status
        present.priority = ticket.priority
        present.team = team
        phases.append(present, at: ticket.updatedAt)
        self.init(
            phases: phases, firstRespondedAt: ticket.firstRespondedAt, isMerged: ticket.mergedInto != nil)
    }
}

extension [ServiceLevelHistory.Phase] {
    /// Begins another phase when something is different.
    fileprivate mutating func append(_ circumstances: ServiceLevelHistory.Circumstances, at moment: Timestamp)
    {
        guard let last, last.circumstances != circumstances else { return }
        append(
            ServiceLevelHistory.Phase(start: Swift.max(moment, last.start), circumstances: circumstances))
    }
}
