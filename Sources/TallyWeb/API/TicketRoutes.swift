internal import TallyCore

/// `/tickets`: listing, reading, opening and changing.
struct TicketRoutes: Sendable {
    let api: API

    private static let subjectLimit = 1_000
    static let textLimit = 200_000

    func add(to router: inout Router) {
        router.on(.listTickets, list)
        router.on(.openTicket, open)
        router.on(.showTicket, show)
        router.on(.changeTicket, change)
        router.on(.putTicket, change)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let filter = try TicketFilter(request.target)
        let answer = try await api.read(for: request) { desk, records throws(DeskError) in
            let query = try filter.query(for: caller.person, records, at: desk.now, api.settings)
            let page = try records.tickets(query)
            var writer = TicketJSON(records: records, settings: api.settings)
            var items: [JSON] = []
            for ticket in page.tickets {
                items.append(try writer.summary(of: ticket, forAgents: caller.person.isAgent))
            }
            let notes = filter.notes(at: desk.now, api.settings)
            return [
                "items": .array(items), "total": page.total.json,
                "next_cursor": (page.next.map { filter.text(of: $0) }).json,
                "notes": .array(notes.map { .string($0) }),
            ] as JSON
        }
        return API.answer(answer).repeatable
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try Self.ticketID(in: request)
        let (ticket, json) = try await api.read(for: request) { desk, records throws(DeskError) in
            let ticket = try desk.ticket(id, for: .see, by: caller.person)
            return (ticket, try detail(of: ticket, for: caller.person, records))
        }
        return Self.answer(ticket, json).repeatable
    }

    private func open(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let subject = body.text("subject", upTo: Self.subjectLimit)
        let description = body.text("description", upTo: Self.textLimit)
        let priority = body.choice("priority", Priority.self) ?? .medium
        let category = body.optionalText("category", upTo: Desk.categoryLimit)
        let (team, project) = (body["team"], body["project"])
        let due = body.moment("due", in: api.settings.zone)
        let tags = body.tags("tags")
        body.refuse(unsupported: "attachments")
        try body.check()
        // Outside of the transaction, so that nobody who writes waits for it.
        let foreseen = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.foreseeDuplicates(subject: subject, text: description, requester: caller.person.id)
        }
        let (ticket, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            var draft = TicketDraft(
                subject: subject, priority: priority, category: category, requester: caller.person.id,
                team: try TicketReferences(records).team(team),
                project: try GroupReferences(records).project(project), dueAt: due)
            draft.tags = tags
            let comment = CommentDraft(
                author: caller.person.id, source: caller.source, text: description, isVerified: true)
            let ticket = try desk.open(
                draft, first: comment, by: caller.actor, isProven: true, foreseen: foreseen)
            return (ticket, try detail(of: ticket, for: caller.person, records))
        }
        return Self.answer(ticket, json, status: .created)
    }

    private func change(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try Self.ticketID(in: request)
        let edit = try TicketEdit(request, zone: api.settings.zone)
        let (ticket, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            let ticket = try edit.apply(to: id, by: caller, desk, records)
            return (ticket, try detail(of: ticket, for: caller.person, records))
        }
        return Self.answer(ticket, json)
    }

    private func detail(
        of ticket: Ticket, for reader: Person, _ records: any DeskRecords
    ) throws(DeskError) -> JSON {
        var writer = TicketJSON(records: records, settings: api.settings)
        return try writer.detail(of: ticket, for: reader)
    }

    /// The number of the ticket that the path names, as `12` or by its reference's number.
    static func ticketID(in request: HTTPRequest) throws(Problem) -> Ticket.ID {
        Ticket.ID(rawValue: try API.number("id", in: request))
    }

    /// One ticket, with the version that `If-Match` speaks of.
    static func answer(_ ticket: Ticket, _ json: JSON, status: HTTPStatus = .ok) -> HTTPResponse {
        var fields: HTTPFields = ["ETag": "\"\(ticket.version)\""]
        if status == .created { fields.append("Location", "\(API.base)/tickets/\(ticket.id.rawValue)") }
        return API.answer(json, status: status, fields: fields)
    }
}
