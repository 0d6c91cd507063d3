internal import TallyCore

/// What is done to one ticket: claim, release, withdraw, and its report.
struct TicketActionRoutes: Sendable {
    let api: API
    /// Where a report lies while it is sent.
    private let spoolDirectory: String
    private let reports = ReportPlaces()

    init(api: API, spoolDirectory: String) {
        self.api = api
        self.spoolDirectory = spoolDirectory
    }

    func add(to router: inout Router) {
        router.on(.claimTicket) { request throws(Problem) in
            try await act(request) { desk, id, actor throws(DeskError) in try desk.claim(id, by: actor) }
        }
        router.on(.releaseTicket) { request throws(Problem) in
            try await act(request) { desk, id, actor throws(DeskError) in try desk.release(id, by: actor) }
        }
        router.on(.withdrawTicket) { request throws(Problem) in
            try await act(request) { desk, id, actor throws(DeskError) in
                try desk.setStatus(of: id, to: .withdrawn, by: actor)
            }
        }
        router.on(.ticketReport, report)
        router.on(.mergeTicket, merge)
        router.on(.unmergeTicket) { request throws(Problem) in
            try await act(request) { desk, id, actor throws(DeskError) in try desk.unmerge(id, by: actor) }
        }
        router.on(.addParticipant, addParticipant)
        router.on(.removeParticipant, removeParticipant)
    }

    /// Merges the ticket of the path into the one of the body, and answers that one.
    private func merge(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        var body = try RequestBody(request)
        let target = body["into"]
        if target == .null { body.refuse("into", "is required") }
        try body.check()
        return try await act(request) { desk, id, actor throws(DeskError) in
            let into = try TicketReferences.ticket(target, field: "into", settings: api.settings)
            return try desk.merge(id, into: into, by: actor)
        }
    }

    /// Lets somebody take part: `{"person": 7}` or `{"email": "bob@acme.example"}`.
    ///
    /// By number only for who works here: for others each number would be a look into the list of people.
    private func addParticipant(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        var body = try RequestBody(request)
        let person = body["person"].int.map { Person.ID(rawValue: Int64($0)) }
        let address = body["email"].text.flatMap { MailAddress($0) }
        if person == nil, address == nil {
            body.refuse(body.has("email") ? "email" : "person", "must name somebody")
        }
        try body.check()
        return try await act(request) { desk, id, actor throws(DeskError) in
            if let person { return try desk.addParticipant(person, to: id, by: actor) }
            guard let address else { throw .refused(.notFound) }
            return try desk.addParticipant(address, to: id, by: actor)
        }
    }

    private func removeParticipant(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        let person = Person.ID(rawValue: try API.number("person", in: request))
        try await api.write(for: request) { desk, _ throws(DeskError) in
            _ = try desk.removeParticipant(person, from: id, by: caller.actor)
        }
        return HTTPResponse(.noContent)
    }

    /// Does one thing to the ticket of the path, and answers how it stands then.
    private func act(
        _ request: HTTPRequest,
        _ deed: @Sendable (Desk, Ticket.ID, Desk.Actor) throws(DeskError) -> Ticket
    ) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        let (ticket, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            let ticket = try deed(desk, id, caller.actor)
            var writer = TicketJSON(records: records, settings: api.settings)
            return (ticket, try writer.detail(of: ticket, for: caller.person))
        }
        return TicketRoutes.answer(ticket, json)
    }

    /// The ticket's report as a PDF, with what the caller may know in it.
    ///
    /// It is sent from a file without a name, so that a slow client costs no memory.
    private func report(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        guard let place = reports.take(for: caller.person.id) else {
            throw Problem(
                .tooManyRequests,
                detail: "Other reports for you are being made or sent. Wait for one of them.",
                fields: ["Retry-After": "2"])
        }
        let report = try await api.read(for: request) { desk, records throws(DeskError) in
            let ticket = try desk.ticket(id, for: .see, by: caller.person)
            return try desk.report(on: ticket, for: caller.person)
        }
        let pdf = try await pdf(of: report.json, request)
        let fields: HTTPFields = [
            "Content-Type": "application/pdf", "Cache-Control": "no-store",
            "Content-Disposition": ContentDisposition.attachment(named: report.reference + ".pdf"),
        ]
        do throws(SystemError) {
            var file = try SpoolFile(in: spoolDirectory)
            try file.append(pdf)
            return HTTPResponse(.ok, fields: fields, content: .file(file.finish(with: place)))
        } catch {
            throw api.internalError(
                "a report could not be written to \(spoolDirectory): \(error)", request,
                isTransient: true)
        }
    }

    private func pdf(of report: JSON, _ request: HTTPRequest) async throws(Problem) -> [UInt8] {
        do throws(ReportFailure) {
            return try await api.renderer.pdf(of: report)
        } catch {
            guard error != .busy else {
                throw Problem(
                    .serviceUnavailable, detail: "Many reports are being made. Try again in a moment.",
                    fields: ["Retry-After": "5"])
            }
            throw api.internalError("\(error)", request, isTransient: false)
        }
    }
}
