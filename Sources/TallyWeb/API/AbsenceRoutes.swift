internal import TallyCore

/// `/users/{id}/absences` and `/users/{id}/addresses`: when somebody is away, and where their mail comes from.
struct AbsenceRoutes: Sendable {
    let api: API

    private static let noteLimit = 200

    func add(to router: inout Router) {
        router.on(.listAbsences, list)
        router.on(.planAbsence, plan)
        router.on(.cancelAbsence, takeBack)
        router.on(.listAddresses, listAddresses)
        router.on(.requestAddress, requestAddress)
        router.on(.removeAddress, removeAddress)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        let items = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, .person(id, for: caller.person), of: caller.person)
            return try records.absences(of: id, notOverAt: desk.now).map(\.json)
        }
        return API.answer(Paging.whole(items))
    }

    private func plan(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        var body = try RequestBody(request)
        let (from, until) = (body.text("from", upTo: 40), body.text("until", upTo: 40))
        let note = body.optionalText("note", upTo: Self.noteLimit) ?? ""
        try body.check()
        let zone = api.settings.zone
        guard let period = AbsencePeriod(from: from, until: until, note: note, zone: zone) else {
            throw Problem(
                invalid: "until", "must be a date or time like 2026-12-24T12:00:00Z, later than from")
        }
        let absence = try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.addAbsence(of: id, period, by: .actor(caller.actor))
        }
        return API.answer(absence.json, status: .created)
    }

    private func takeBack(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        let absence = Absence.ID(rawValue: try API.number("absence", in: request))
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.removeAbsence(absence, of: id, by: .actor(caller.actor))
        }
        return HTTPResponse(.noContent)
    }

    // MARK: Addresses

    private func listAddresses(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        let items = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, .person(id, for: caller.person), of: caller.person)
            let primary = try records.person(id)?.address
            let proven = try records.addresses(of: id).map { address -> JSON in
                ["email": .string(address.text), "is_primary": .bool(address == primary), "is_proven": true]
            }
            return try proven + records.addressProofs(of: id, at: desk.now).map(\.json)
        }
        return API.answer(Paging.whole(items))
    }

    /// 202: the address is theirs only when the link that is mailed there was used.
    ///
    /// Of oneself it asks for the present password: whoever has the address could have the password reset.
    private func requestAddress(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        var body = try RequestBody(request)
        let address = body.address("email")
        let current = Secret(body["current_password"].text ?? "")
        if body["current_password"] != .null, body["current_password"].text == nil {
            body.refuse("current_password", "must be text")
        }
        try body.check()
        guard let address else { throw Problem(invalid: "email", "is required") }
        if id == caller.person.id {
            try await api.signIns.confirm(current, of: caller.person, request, api)
        }
        let json = try await api.write(for: request) { desk, records throws(DeskError) in
            try desk.requestAddress(address, of: id, by: .actor(caller.actor))
            return try records.addressProofs(of: id, at: desk.now).first { $0.address == address }?.json
                ?? .null
        }
        return API.answer(json, status: .accepted)
    }

    private func removeAddress(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        guard let address = request.pathParameters["address"].flatMap({ MailAddress($0) }) else {
            throw Problem(.notFound)
        }
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.removeAddress(address, of: id, by: .actor(caller.actor))
        }
        return HTTPResponse(.noContent)
    }
}

extension Absence {
    /// As the API shows it.
    var json: JSON {
        [
            "id": .integer(id.rawValue), "from": period.begin.json, "until": period.end.json,
            "note": .string(period.note),
        ]
    }
}

extension AddressProof {
    /// As the API shows it, without anything of the token.
    fileprivate var json: JSON {
        [
            "email": .string(address.text), "is_primary": false, "is_proven": false,
            "expires_at": expiresAt.json,
        ]
    }
}
