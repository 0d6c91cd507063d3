internal import TallyCore

/// A change of a ticket as a client sent it, with the version that the client saw.
struct TicketEdit: Sendable {
    /// Which version the client changed.
    private enum Seen: Sendable {
        case any
        case version(Int)
    }

    private let seen: Seen
    private let changes: TicketChanges
    private let status: TicketStatus?
    /// What was done, when the change resolves the ticket.
    private let comment: String?
    private let team: JSON?
    private let project: JSON?
    private let assignee: JSON?
    /// All the tags that the ticket is to have.
    private let tags: [TicketTag]?

    /// Reads the body, and `If-Match` when the body has no version.
    ///
    /// - Parameter zone: whose day a date alone is.
    init(_ request: HTTPRequest, zone: ZoneRules) throws(Problem) {
        var body = try RequestBody(request)
        var changes = TicketChanges()
        if body.has("subject") { changes.subject = .set(body.text("subject", upTo: 1_000)) }
        if body.has("priority") {
            if let priority = body.choice("priority", Priority.self) {
                changes.priority = .set(priority)
            } else if body["priority"] == .null {
                body.refuse("priority", "must not be null")
            }
        }
        if body.has("category") {
            changes.category = .set(body.optionalText("category", upTo: Desk.categoryLimit))
        }
        status = body.choice("status", TicketStatus.self)
        if body.has("status"), body["status"] == .null { body.refuse("status", "must not be null") }
        comment = body.optionalText("comment", upTo: TicketRoutes.textLimit)
        if comment != nil, status != .resolved { body.refuse("comment", "goes with resolving only") }
        team = body.member("team")
        project = body.member("project")
        assignee = body.member("assignee")
        if body.has("due") { changes.due = .set(body.moment("due", in: zone)) }
        tags = body.has("tags") ? body.tags("tags") : nil
        let seen = Self.seen(&body, request)
        try body.check()
        guard let seen else {
            throw Problem(
                .preconditionRequired, detail: "Say which version you changed: as version, or in If-Match.")
        }
        self.seen = seen
        self.changes = changes
    }

    private static func seen(_ body: inout RequestBody, _ request: HTTPRequest) -> Seen? {
        if body.has("version") {
            if let version = body["version"].int { return .version(version) }
            body.refuse("version", "must be a whole number")
            return nil
        }
        guard let tag = request.fields["if-match"] else { return nil }
        if tag == "*" { return .any }
        let digits = String(decoding: Array(tag.utf8.dropFirst().dropLast()), as: UTF8.self)
        // RFC 9110 §13.1.1: a tag that is none of ours matches nothing; no ticket has version 0.
        return .version(tag == "\"\(digits)\"" ? Int(digits) ?? 0 : 0)
    }

    /// Makes the change, all of it or none.
    func apply(
        to id: Ticket.ID, by caller: Caller, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> Ticket {
        var ticket = try desk.ticket(id, for: .see, by: caller.person)
        if case .version(let version) = seen {
            try desk.require(version, of: ticket, by: caller.person)
        }
        let references = TicketReferences(records)
        var changes = changes
        if let team { changes.team = .set(try references.team(team)) }
        if changes.due != .unchanged { _ = try desk.ticket(id, for: .setDue, by: caller.person) }
        if let project { changes.project = .set(try GroupReferences(records).project(project)) }
        if changes != TicketChanges() { ticket = try desk.edit(id, changes, by: caller.actor) }
        if let tags { ticket = try desk.setTags(tags, on: id, by: caller.actor) }
        if let assignee {
            // Asked first: whether an address is known is only for those who may assign.
            _ = try desk.ticket(id, for: .edit, by: caller.person)
            let person = try references.assignee(assignee, for: caller.person)
            ticket = try desk.assign(id, to: person, by: caller.actor)
        }
        guard let status, status != ticket.status || comment != nil else { return ticket }
        if status == .resolved {
            return try desk.resolve(id, text: comment ?? "", by: caller.actor)
        }
        return try desk.setStatus(of: id, to: status, by: caller.actor)
    }
}
