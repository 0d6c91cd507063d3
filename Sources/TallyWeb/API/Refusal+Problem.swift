internal import TallyCore

extension Problem {
    /// The desk's "no" as the API says it.
    init(_ refusal: Refusal, settings: DeskSettings) {
        let status: HTTPStatus
        var members = [JSON.Member(name: "code", value: .string(refusal.code))]
        switch refusal {
        case .notFound, .missing:
            status = .notFound
        case .forbidden:
            status = .forbidden
        case .alreadyClaimed(let person, let moment):
            status = .conflict
            members.append(JSON.Member(name: "claimed_by", value: person.json))
            members.append(JSON.Member(name: "claimed_at", value: moment.json))
        case .workloadLimitReached(let limit, let held):
            status = .conflict
            members.append(JSON.Member(name: "limit", value: limit.json))
            let tickets = held.map { Self.json(of: $0, settings) }
            members.append(JSON.Member(name: "held", value: .array(tickets)))
        case .notPossible(_, let current):
            status = .conflict
            members.append(JSON.Member(name: "ticket_status", value: .string(current.rawValue)))
        case .merged(_, let target):
            status = .conflict
            members.append(JSON.Member(name: "merged_into", value: Self.json(of: target, settings)))
        case .notMerged:
            status = .conflict
        case .stale(let current, let changes):
            status = .conflict
            members.append(JSON.Member(name: "version", value: current.json))
            members.append(JSON.Member(name: "changes", value: .array(changes.map(\.json))))
        case .outdated(_, let current):
            status = .conflict
            members.append(JSON.Member(name: "version", value: current.json))
        case .inUse(_, let uses):
            status = .conflict
            members += uses.map { JSON.Member(name: $0.noun.rawValue, value: $0.count.json) }
        case .lastAdmin, .conflict:
            status = .conflict
        case .invalid(let field, let problem):
            status = .unprocessableContent
            members.append(Self.errors([(field, problem.english)]))
        }
        self.init(status, detail: refusal.sentence(settings: settings), members: members)
    }

    /// Fields that hold what they must not.
    init(invalid errors: [(field: String, problem: String)]) {
        let sentences = errors.map { "\($0.field) \($0.problem)." }.joined(separator: " ")
        self.init(
            .unprocessableContent, detail: sentences,
            members: [JSON.Member(name: "code", value: "invalid"), Self.errors(errors)])
    }

    /// One field that holds what it must not.
    init(invalid field: String, _ problem: String) {
        self.init(invalid: [(field, problem)])
    }

    private static func json(of ticket: Ticket.ID, _ settings: DeskSettings) -> JSON {
        ["id": .integer(ticket.rawValue), "reference": .string(settings.reference(of: ticket))]
    }

    private static func errors(_ errors: [(field: String, problem: String)]) -> JSON.Member {
        let list = errors.map { error -> JSON in
            ["field": .string(error.field), "message": .string(error.problem)]
        }
        return JSON.Member(name: "errors", value: .array(list))
    }
}

extension TicketChange {
    /// As the ticket's timeline shows it.
    fileprivate var json: JSON {
        [
            "at": entry.at.json, "actor": actor?.json ?? .null, "kind": .string(entry.kind.rawValue),
            "from": entry.from.json, "to": entry.to.json, "source": .string(entry.source.rawValue),
        ]
    }
}

extension Refusal {
    /// The name that programs know the refusal by.
    fileprivate var code: String {
        switch self {
        case .notFound, .missing: "not_found"
        case .forbidden: "forbidden"
        case .alreadyClaimed: "already_claimed"
        case .workloadLimitReached: "workload_limit_reached"
        case .notPossible: "not_possible"
        case .merged: "merged"
        case .notMerged: "not_merged"
        case .conflict: "conflict"
        case .stale, .outdated: "stale"
        case .inUse: "in_use"
        case .lastAdmin: "last_admin"
        case .invalid: "invalid"
        }
    }
}
