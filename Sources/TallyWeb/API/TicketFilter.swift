internal import TallyCore

/// Which tickets a client asked to list, as the query of the address says it.
struct TicketFilter: Sendable {
    private enum Who: Sendable {
        case me
        case nobody
        case person(Int64)
    }

    static let wordsLimit = 200

    private var statuses: Set<TicketStatus> = []
    private var priorities: Set<Priority> = []
    private var serviceLevels: Set<ServiceLevelStatus> = []
    private var assignee: Who?
    private var requester: Who?
    private var team: String?
    private var project: String?
    private var category: String?
    private var tag: String?
    private var due: String?
    private var words: String?
    private var order: TicketQuery.Order
    private var isReversed = false
    private let limit: Int
    private var after: TicketQuery.Cursor?

    init(_ target: RequestTarget) throws(Problem) {
        statuses = try Paging.choices("status", target)
        priorities = try Paging.choices("priority", target)
        serviceLevels = try Paging.choices("sla_status", target)
        if let text = Paging.value("assignee", target) { assignee = try Self.who("assignee", text) }
        if let text = Paging.value("requester", target) { requester = try Self.who("requester", text) }
        team = Paging.value("team", target)
        project = Paging.value("project", target)
        category = Paging.value("category", target)
        tag = Paging.value("tag", target)
        due = Paging.value("due", target)
        if let text = Paging.value("q", target) {
            guard text.utf8.count <= Self.wordsLimit else {
                throw Problem(invalid: "q", "must be at most \(Self.wordsLimit) bytes")
            }
            words = text
        }
        order = words == nil ? .updated : .relevance
        if let text = Paging.value("sort", target) { (order, isReversed) = try Self.order(text) }
        limit = try Paging.limit(target)
        if let place = try Paging.cursor(target, mark: mark, count: 2) {
            after = TicketQuery.Cursor(key: place[0], ticket: Ticket.ID(rawValue: place[1]))
        }
    }

    /// `created`, `-created` (newest first both), `created:asc`, and the same with `_at` behind the name.
    private static func order(_ text: String) throws(Problem) -> (TicketQuery.Order, isReversed: Bool) {
        var name = text.utf8[...]
        var isDescending: Bool?
        // A plus in an address is a blank once it is read.
        if let sign = name.first, [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " ")].contains(sign) {
            isDescending = sign == UInt8(ascii: "-")
            name = name.dropFirst()
        }
        for (suffix, value) in [(":desc", true), (":asc", false)] where name.hasSuffix(suffix) {
            isDescending = value
            name = name.dropLast(suffix.utf8.count)
        }
        if name.hasSuffix("_at") { name = name.dropLast(3) }
        guard let order = TicketQuery.Order(rawValue: String(Substring(name))) else {
            let names = TicketQuery.Order.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                invalid: "sort", "must be one of \(names), with - before it for the highest first")
        }
        guard let isDescending else { return (order, false) }
        return (order, isDescending != order.isDescending)
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

    /// The search as it was typed, read at a moment.
    private func search(_ text: String, at now: Timestamp, _ settings: DeskSettings) -> SearchQuery {
        SearchQuery(text, now: now, in: settings.zone, prefix: settings.ticketPrefix)
    }

    /// What of the search was not understood.
    func notes(at now: Timestamp, _ settings: DeskSettings) -> [String] {
        words.map { search($0, at: now, settings).notes } ?? []
    }

    /// The query as the desk understands it, for one viewer.
    func query(
        for viewer: Person, _ records: any DeskRecords, at now: Timestamp, _ settings: DeskSettings
    ) throws(DeskError) -> TicketQuery {
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
        switch project {
        case "none": query.project = TicketQuery.ProjectFilter.none
        case let name?: query.filters.append(.project(name))
        case nil: break
        }
        query.category = category
        query.tag = tag
        if let due { query.filters += search("due:\(due)", at: now, settings).filters }
        if let words {
            let search = search(words, at: now, settings)
            query.words = search.words
            query.filters += search.filters
        }
        query.order = order
        query.isReversed = isReversed
        query.limit = limit
        query.after = after
        return query
    }
}

// Cursors.
extension TicketFilter {
    func text(of cursor: TicketQuery.Cursor) -> String {
        Paging.text(mark: mark, [cursor.key, cursor.ticket.rawValue])
    }

    /// A cursor leads on in the order it was made for only.
    private var mark: UInt8 {
        let letter =
            switch order {
            case .updated: UInt8(ascii: "u")
            case .created: UInt8(ascii: "c")
            case .priority: UInt8(ascii: "p")
            case .due: UInt8(ascii: "d")
            case .sla: UInt8(ascii: "s")
            case .relevance: UInt8(ascii: "r")
            }
        return isReversed ? letter - 32 : letter
    }
}

extension Substring.UTF8View {
    fileprivate func hasSuffix(_ suffix: String) -> Bool {
        count >= suffix.utf8.count && self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
