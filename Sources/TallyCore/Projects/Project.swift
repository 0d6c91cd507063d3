/// Work with a name and an end, that tickets belong to.
package struct Project: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package var name: String
    package var description: String
    package var status: ProjectStatus
    package var deadline: Timestamp?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts the changes; an edit names the one it has seen.
    package var version: Int

    package init(
        id: ID, name: String, description: String = "", status: ProjectStatus = .planning,
        deadline: Timestamp? = nil, createdAt: Timestamp, updatedAt: Timestamp, version: Int = 1
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.status = status
        self.deadline = deadline
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }

    /// Whether its time is up and it is not done.
    package func isOverdue(at now: Timestamp) -> Bool {
        guard let deadline else { return false }
        return deadline <= now && !status.isFinished
    }
}

/// Where a project is in its life.
package enum ProjectStatus: String, Hashable, Sendable, CaseIterable {
    case planning
    case active
    case onHold = "on_hold"
    case completed
    case cancelled

    /// Whether nothing is to be done for it any more.
    package var isFinished: Bool {
        switch self {
        case .planning, .active, .onHold: false
        case .completed, .cancelled: true
        }
    }
}
