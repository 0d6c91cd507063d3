internal import TallyCore

/// What a ticket has to be to stand in a list.
extension SQLConditions {
    /// - Parameter commonTags: those that many tickets have, for which the list is gone through.
    init(_ query: TicketQuery, commonTags: Set<String> = []) {
        self.init()
        requireVisible(to: query.viewer)
        requireTallied(of: query, team: "t.team_id = ?", unassigned: "t.assignee_id IS NULL")
        if case .person(let id) = query.assignee { require("t.assignee_id = ?", .integer(id.rawValue)) }
        if let requester = query.requester { require("t.requester_id = ?", .integer(requester.rawValue)) }
        switch query.project {
        case .none?: require("t.project_id IS NULL")
        case .project(let id)?: require("t.project_id = ?", .integer(id.rawValue))
        case nil: break
        }
        if let category = query.category { require("t.category = ? COLLATE NOCASE", .text(category)) }
        if let tag = query.tag { requireTag(tag, isCommon: commonTags.contains(tag)) }
        for filter in query.filters { require(filter, viewer: query.viewer, commonTags) }
        if let exclusion = query.words.exclusion(includesNotes: query.viewer.isAgent) {
            require(
                "t.id NOT IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH ?)", .text(exclusion))
        }
    }

    /// The rule of `authorize`, in SQL.
    private mutating func requireVisible(to viewer: Person) {
        let id = Value.integer(viewer.id.rawValue)
        switch viewer.role {
        case .admin: break
        case .staff:
            require(
                """
                t.team_id IS NULL OR t.team_id = ? OR t.assignee_id IS NULL OR t.assignee_id = ? OR t.requester_id = ?
                OR EXISTS (SELECT 1 FROM participant p WHERE p.ticket_id = t.id AND p.person_id = ?)
                """, .optional(viewer.team?.rawValue), id, id, id)
        case .employee:
            require(
                """
                t.id IN (SELECT id FROM ticket WHERE requester_id = ?
                    UNION ALL SELECT ticket_id FROM participant WHERE person_id = ?)
                """, id, id)
        }
    }

    /// What `ticket_tally` counts by: the same conditions on its rows and on the tickets'.
    ///
    /// Column names that are in both tables are written without the table's.
    mutating func requireTallied(of query: TicketQuery, team: StaticString, unassigned: StaticString) {
        requireStatus(query.statuses)
        if !query.priorities.isEmpty {
            require(
                "priority IN (SELECT value FROM json_each(?))", Self.list(query.priorities.map(\.rawValue)))
        }
        if !query.serviceLevels.isEmpty {
            require(
                "sla_status IN (SELECT value FROM json_each(?))",
                Self.list(query.serviceLevels.map(\.rawValue)))
        }
        if let id = query.team { require(team, .integer(id.rawValue)) }
        if query.assignee == .nobody { require(unassigned) }
    }

    /// The first condition is the partial indexes' own, word for word.
    private mutating func requireStatus(_ statuses: Set<TicketStatus>) {
        guard !statuses.isEmpty else { return }
        let unfinished = Set(TicketStatus.allCases.filter(\.isUnfinished))
        if statuses.isSubset(of: unfinished) { require("status IN ('open', 'in_progress', 'waiting')") }
        if statuses != unfinished {
            require("status IN (SELECT value FROM json_each(?))", Self.list(statuses.map(\.rawValue)))
        }
    }

    private mutating func requireTag(_ tag: String, isCommon: Bool) {
        guard !isCommon else {
            require(
                "EXISTS (SELECT 1 FROM ticket_tag g WHERE g.ticket_id = t.id AND g.tag = ?)", .text(tag))
            return
        }
        require("t.id IN (SELECT ticket_id FROM ticket_tag WHERE tag = ?)", .text(tag))
    }

    private static func list(_ names: [String]) -> Value {
        .text(String(decoding: JSON.array(names.sorted().map { .string($0) }).serialized(), as: UTF8.self))
    }

    // MARK: Filters of a search

    private mutating func require(_ filter: SearchFilter, viewer: Person, _ commonTags: Set<String>) {
        switch filter {
        case .statuses(let statuses): requireStatus(statuses)
        case .priorities(let priorities):
            require("t.priority IN (SELECT value FROM json_each(?))", Self.list(priorities.map(\.rawValue)))
        case .serviceLevels(let levels):
            require("t.sla_status IN (SELECT value FROM json_each(?))", Self.list(levels.map(\.rawValue)))
        case .assignee(.nobody), .isAssigned(false): require("t.assignee_id IS NULL")
        case .isAssigned(true): require("t.assignee_id IS NOT NULL")
        case .assignee(.me): require("t.assignee_id = ?", .integer(viewer.id.rawValue))
        case .assignee(.named(let name)): requirePerson("t.assignee_id IN (", named: name)
        case .requester(.me): require("t.requester_id = ?", .integer(viewer.id.rawValue))
        case .requester(.nobody): require("t.requester_id IS NULL")
        case .requester(.named(let name)): requirePerson("t.requester_id IN (", named: name)
        case .team("none"): require("t.team_id IS NULL")
        case .project("none"): require("t.project_id IS NULL")
        case .team(let name):
            require(
                "t.team_id IN (SELECT id FROM team WHERE name = ? OR CAST(id AS TEXT) = ?)", .text(name),
                .text(name))
        case .project(let name):
            require(
                """
                t.project_id IN (SELECT id FROM project
                    WHERE instr(lower(name), lower(?)) > 0 OR CAST(id AS TEXT) = ?)
                """, .text(name), .text(name))
        case .tag(let tag): requireTag(tag, isCommon: commonTags.contains(tag))
        case .category(let category): require("t.category = ? COLLATE NOCASE", .text(category))
        case .hasAttachment: requireAttachment(viewer)
        case .isOverdue(let now):
            require("t.due_key < ?", .integer(now.milliseconds))
        case .time(let moment, let from, let to): require(moment, from: from, to: to)
        case .number(let id): require("t.id = ?", .integer(id.rawValue))
        }
    }

    /// By number, by address or its part before the `@`, or by a part of the name.
    private mutating func requirePerson(_ column: StaticString, named name: String) {
        var condition = SQLText(column)
        condition.add(
            """
            SELECT person_id FROM person_address WHERE address = lower(?) OR address LIKE replace(?, '%', '') || '@%'
            UNION SELECT id FROM person WHERE instr(lower(name), lower(?)) > 0 OR CAST(id AS TEXT) = ?)
            """, .text(name), .text(name), .text(name), .text(name))
        require(condition)
    }

    private mutating func requireAttachment(_ viewer: Person) {
        require(
            """
            t.id IN (SELECT c.ticket_id FROM attachment a JOIN comment c ON c.id = a.comment_id
                WHERE a.is_inline = 0 AND (? OR c.visibility = 'public'))
            """, .flag(viewer.isAgent))
    }

    private mutating func require(_ moment: SearchFilter.Moment, from: Timestamp?, to: Timestamp?) {
        if let from {
            switch moment {
            case .created: require("t.created_at >= ?", .integer(from.milliseconds))
            case .updated: require("t.updated_at >= ?", .integer(from.milliseconds))
            case .resolved: require("t.resolved_at >= ?", .integer(from.milliseconds))
            case .due: require("t.due_key >= ?", .integer(from.milliseconds))
            }
        }
        let end = to ?? (moment == .due ? Self.endOfDueTimes : nil)
        if let end {
            switch moment {
            case .created: require("t.created_at < ?", .integer(end.milliseconds))
            case .updated: require("t.updated_at < ?", .integer(end.milliseconds))
            case .resolved: require("t.resolved_at < ?", .integer(end.milliseconds))
            case .due: require("t.due_key < ?", .integer(end.milliseconds))
            }
        }
    }

    /// What `due_key` is for tickets that are not due at all.
    private static let endOfDueTimes = Timestamp(milliseconds: 8_796_093_022_207)
}
