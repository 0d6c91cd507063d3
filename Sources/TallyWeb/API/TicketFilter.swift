internal import TallyCore

/// Which tickets a client asked to list, as the query of the address says it.
struct TicketFilter: Sendable {
    private enum Who: Sendable {
        case me
        case nobody
        case person(Int64)
    }

    private static let wordsLimit = 200

    private var statuses: Set<TicketStatus> = []
    private var priorities: Set<Priority> = []
    private var serviceLevels: Set<ServiceLevelStatus> = []
    private var assignee: Who?
    private var requester: Who?
    private var team: String?
    private var words: String?
    private var order = TicketQuery.Order.updated
    private let limit: Int
    /// Whether no ticket can be meant.
    private(set) var findsNothing = false
    private var after: TicketQuery.Cursor?

    init(_ target: RequestTarget) throws(Problem) {
        if let text = Paging.value("status", target) { statuses = try Self.choices("status", text) }
        if let text = Paging.value("priority", target) { priorities = try Self.choices("priority", text) }
        if let text = Paging.value("assignee", target) { assignee = try Self.who("assignee", text) }
        if let text = Paging.value("requester", target) { requester = try Self.who("requester", text) }
        team = Paging.value("team", target)
        if let text = Paging.value("q", target) {
            guard text.utf8.count <= Self.wordsLimit else {
                throw Problem(invalid: "q", "must be at most \(Self.wordsLimit) bytes")
            }
            words = text
        }
        if let text = Paging.value("sort", target) {
            guard let order = TicketQuery.Order(rawValue: text) else {
                throw Problem(invalid: "sort", "must be one of \(Self.names(TicketQuery.Order.self))")
            }
            self.order = order
        }
        limit = try Paging.limit(target)
        if let place = try Paging.cursor(target, mark: Self.mark(of: order), count: 2) {
            after = TicketQuery.Cursor(
                moment: Timestamp(milliseconds: place[0]), ticket: Ticket.ID(rawValue: place[1]))
        }
        if let text = Paging.value("sla_status", target) {
            serviceLevels = try Self.choices("sla_status", text)
        }
        // No ticket is in a project.
        if let text = Paging.value("project", target), text != "none" { findsNothing = true }
    }

    private static func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ name: String, _ text: String
    ) throws(Problem) -> Set<Choice> {
        var choices: Set<Choice> = []
        for word in text.utf8.split(separator: UInt8(ascii: ",")) {
            guard let choice = Choice(rawValue: String(Substring(word))) else {
                throw Problem(invalid: name, "must be one or more of \(names(Choice.self))")
            }
            choices.insert(choice)
        }
        return choices
    }

    private static func names<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> String
    {
        Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func who(_ name: String, _ text: String) throws(Problem) -> Who {
        switch text {
        case "me": return .me
        case "none": return .nobody
        default:
            guard let number = API.decimal(text) else {
                throw Problem(invalid: name, "must be the number of a person, me or none")
            }
            return .person(number)
        }
    }

    /// The query as the desk understands it, for one viewer.
    func query(for viewer: Person, _ records: any DeskRecords) throws(DeskError) -> TicketQuery {
        var query = TicketQuery(viewer: viewer)
        query.statuses = statuses
        query.priorities = priorities
        query.serviceLevels = serviceLevels
        switch assignee {
        case .me: query.assignee = .person(viewer.id)
        case .nobody: query.assignee = .nobody
        case .person(let number): query.assignee = .person(Person.ID(rawValue: number))
        case nil: break
        }
        switch requester {
        case .me: query.requester = viewer.id
        case .person(let number): query.requester = Person.ID(rawValue: number)
        case .nobody: throw .refused(.invalid(field: "requester", problem: "must be a person"))
        case nil: break
        }
        if let team { query.team = try TicketReferences(records).team(.string(team)) }
        query.words = words
        query.order = order
        query.limit = limit
        query.after = after
        return query
    }
}

// Cursors.
extension TicketFilter {
    func text(of cursor: TicketQuery.Cursor) -> String {
        Paging.text(
            mark: Self.mark(of: order), [cursor.moment.milliseconds, cursor.ticket.rawValue])
    }

    /// A cursor leads on in the order it was made for only.
    private static func mark(of order: TicketQuery.Order) -> UInt8 {
        switch order {
        case .updated: UInt8(ascii: "u")
        case .created: UInt8(ascii: "c")
        }
    }
}
