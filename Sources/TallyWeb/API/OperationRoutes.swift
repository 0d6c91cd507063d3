internal import TallyCore

/// `/admin/outbox` and `/admin/quarantine`: mail that an operator looks after.
struct OperationRoutes: Sendable {
    let api: API

    private static let outboxMark = UInt8(ascii: "o")
    private static let quarantineMark = UInt8(ascii: "q")
    private static let auditMark = UInt8(ascii: "a")

    func add(to router: inout Router) {
        router.on(.listOutbox, listOutbox)
        router.on(.retryMail) { request throws(Problem) in
            try await change(request) { desk, id, person throws(DeskError) in
                try desk.retry(OutgoingMail.ID(rawValue: id), by: person)
            }
        }
        router.on(.dropMail) { request throws(Problem) in
            try await change(request) { desk, id, person throws(DeskError) in
                try desk.drop(OutgoingMail.ID(rawValue: id), by: person)
            }
        }
        router.on(.listAudit, listAudit)
        router.on(.listQuarantine, listQuarantine)
        router.on(.downloadQuarantined, raw)
        router.on(.retryQuarantined) { request throws(Problem) in
            try await end(request) { desk, mail, person throws(DeskError) in try desk.retry(mail, by: person)
            }
        }
        router.on(.dropQuarantined) { request throws(Problem) in
            try await end(request) { desk, mail, person throws(DeskError) in try desk.drop(mail, by: person) }
        }
    }

    // MARK: Outgoing mail

    private func listOutbox(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let states = try Paging.choices("state", of: OutboxEntry.State.self, request.target)
        let (after, limit) = try Self.place(request, mark: Self.outboxMark)
        let settings = api.settings
        return try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.outbox), of: caller.person)
            let page = try records.outbox(states, after: after, limit: limit)
            return API.answer(
                Paging.answer(page, page.elements.map { $0.json(settings) }, mark: Self.outboxMark))
        }
    }

    private func change(
        _ request: HTTPRequest, _ body: @Sendable (Desk, Int64, Person) throws(DeskError) -> OutboxEntry
    ) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try API.number("id", in: request)
        let entry = try await api.write(for: request) { desk, _ throws(DeskError) in
            try body(desk, id, caller.person)
        }
        return request.head.method == .delete
            ? HTTPResponse(.noContent) : API.answer(entry.json(api.settings))
    }

    // MARK: The audit trail

    private func listAudit(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let (after, limit) = try Self.place(request, mark: Self.auditMark)
        let settings = api.settings
        return try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.outbox), of: caller.person)
            let page = try records.audit(after: after, limit: limit)
            var writer = TicketJSON(records: records, settings: settings)
            var items: [JSON] = []
            for entry in page.elements { items.append(try writer.json(of: entry)) }
            return API.answer(Paging.answer(page, items, mark: Self.auditMark))
        }
    }

    // MARK: Mail put aside

    private func listQuarantine(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let (after, limit) = try Self.place(request, mark: Self.quarantineMark)
        return try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.quarantine), of: caller.person)
            let page = try records.quarantine(after: after, limit: limit)
            return API.answer(
                Paging.answer(page, page.elements.map(\.json), mark: Self.quarantineMark))
        }
    }

    /// The message as it came, to be kept and never shown in this origin.
    private func raw(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = StagedMail.ID(rawValue: try API.number("id", in: request))
        let file = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.quarantine), of: caller.person)
            guard try records.quarantined(id) != nil, let path = try records.rawFile(of: id) else {
                throw .refused(.missing(.quarantine))
            }
            return try KeptFile(path: path)
        }
        return file.answer(
            to: request, contentType: "message/rfc822", filename: "quarantined-\(id.rawValue).eml")
    }

    private func end(
        _ request: HTTPRequest, _ body: @Sendable (Desk, StagedMail.ID, Person) throws(DeskError) -> Void
    ) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = StagedMail.ID(rawValue: try API.number("id", in: request))
        try await api.write(for: request) { desk, _ throws(DeskError) in try body(desk, id, caller.person) }
        return HTTPResponse(.noContent)
    }

    private static func place(
        _ request: HTTPRequest, mark: UInt8
    ) throws(Problem) -> (after: Int64?, limit: Int) {
        let after = try Paging.cursor(request.target, mark: mark, count: 1)?.first
        return (after, try Paging.limit(request.target))
    }
}
