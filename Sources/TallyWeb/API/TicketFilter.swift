internal import TallyCore

/// Which tickets a client asked to list, as the query of the address says it.
struct TicketFilter: Sendable {
    private enum Who: Sendable {
        case me
        case nobody
        case person(Int64)
    }

    private static let defaultLimit = 50
    private static let highestLimit = 200
    private static let wordsLimit = 200

    private var statuses: Set<TicketStatus> = []
    private var priorities: Set<Priority> = []
    private var assignee: Who?
    private var requester: Who?
    private var team: String?
    private var words: String?
    private var order = TicketQuery.Order.updated
    private var limit = Self.defaultLimit
    private var after: TicketQuery.Cursor?

    init(_ target: RequestTarget) throws(Problem) {
        if let text = Self.value("status", target) { statuses = try Self.choices("status", text) }
        if let text = Self.value("priority", target) { priorities = try Self.choices("priority", text) }
        if let text = Self.value("assignee", target) { assignee = try Self.who("assignee", text) }
        if let text = Self.value("requester", target) { requester = try Self.who("requester", text) }
        team = Self.value("team", target)
        if let text = Self.value("q", target) {
            guard text.utf8.count <= Self.wordsLimit else {
                throw Problem(invalid: "q", "must be at most \(Self.wordsLimit) bytes")
            }
            words = text
        }
        if let text = Self.value("sort", target) {
            guard let order = TicketQuery.Order(rawValue: text) else {
                throw Problem(invalid: "sort", "must be one of \(Self.names(TicketQuery.Order.self))")
            }
            self.order = order
        }
        if let text = Self.value("limit", target) {
            guard let number = API.decimal(text), number <= Self.highestLimit else {
                throw Problem(invalid: "limit", "must be between 1 and \(Self.highestLimit)")
            }
            limit = Int(number)
        }
        if let text = Self.value("cursor", target) {
            guard let cursor = Self.cursor(text, order) else {
                throw Problem(invalid: "cursor", "is none that this list gave")
            }
            after = cursor
        }
    }

    /// An empty filter is no filter: forms send what nobody filled in.
    private static func value(_ name: String, _ target: RequestTarget) -> String? {
        target.value(of: name).flatMap { $0.isEmpty ? nil : $0 }
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
    /// The cursor as the client gets it, who is not to look inside: order, moment and number.
    func text(of cursor: TicketQuery.Cursor) -> String {
        let octets =
            Self.mark(of: order) + Self.octets(cursor.moment.milliseconds)
            + Self.octets(cursor.ticket.rawValue)
        return Base64URL.encode(octets)
    }

    private static func cursor(_ text: String, _ order: TicketQuery.Order) -> TicketQuery.Cursor? {
        guard let octets = Base64URL.decode(text.utf8), octets.count == 17,
            octets.starts(with: mark(of: order))
        else { return nil }
        return TicketQuery.Cursor(
            moment: Timestamp(milliseconds: number(octets[1..<9])),
            ticket: Ticket.ID(rawValue: number(octets[9...])))
    }

    /// A cursor leads on in the order it was made for only.
    private static func mark(of order: TicketQuery.Order) -> [UInt8] {
        switch order {
        case .updated: [UInt8(ascii: "u")]
        case .created: [UInt8(ascii: "c")]
        }
    }

    private static func octets(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func number(_ octets: ArraySlice<UInt8>) -> Int64 {
        Int64(bitPattern: octets.reduce(0) { $0 << 8 | UInt64($1) })
    }
}
