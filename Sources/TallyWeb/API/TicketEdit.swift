internal import TallyCore

/// A change of a ticket as a client sent it, with the version that the client saw.
struct TicketEdit: Sendable {
    private let version: Int
    private let changes: TicketChanges
    private let status: TicketStatus?
    /// What was done, when the change resolves the ticket.
    private let comment: String?
    private let team: JSON?
    private let assignee: JSON?

    /// Reads the body, and `If-Match` when the body has no version.
    init(_ request: HTTPRequest) throws(Problem) {
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
        team = body.has("team") ? body["team"] : nil
        assignee = body.has("assignee") ? body["assignee"] : nil
        body.refuse(unsupported: "project", "due", "tags")
        let version = Self.version(&body, request)
        try body.check()
        guard let version else {
            throw Problem(
                .preconditionRequired, detail: "Say which version you changed: as version, or in If-Match.")
        }
        self.version = version
        self.changes = changes
    }

    private static func version(_ body: inout RequestBody, _ request: HTTPRequest) -> Int? {
        if body.has("version") {
            if let version = body["version"].int { return version }
            body.refuse("version", "must be a whole number")
            return nil
        }
        guard let tag = request.fields["if-match"] else { return nil }
        let digits = tag.utf8.dropFirst().dropLast()
        guard tag == "\"\(String(decoding: Array(digits), as: UTF8.self))\"",
            let version = Int(String(decoding: Array(digits), as: UTF8.self))
        else {
            // RFC 9110 §13.1.1: a tag that is none of ours matches nothing; no ticket has this version.
            return 0
        }
        return version
    }

    /// Makes the change, all of it or none.
    func apply(
        to id: Ticket.ID, by caller: Caller, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> Ticket {
        var ticket = try desk.ticket(id, for: .see, by: caller.person)
        guard ticket.version == version else { throw .refused(.stale(current: ticket.version)) }
        let references = TicketReferences(records)
        var changes = changes
        if let team { changes.team = .set(try references.team(team)) }
        if changes != TicketChanges() { ticket = try desk.edit(id, changes, by: caller.actor) }
        if let assignee {
            let person = try references.assignee(assignee, for: caller.person)
            ticket = try desk.assign(id, to: person, by: caller.actor)
        }
        guard let status, status != ticket.status else { return ticket }
        if status == .resolved {
            return try desk.resolve(id, text: comment ?? "", by: caller.actor)
        }
        return try desk.setStatus(of: id, to: status, by: caller.actor)
    }
}
