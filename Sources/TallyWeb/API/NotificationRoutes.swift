internal import TallyCore

/// `/notifications`: what somebody was told, and how they want to be told.
struct NotificationRoutes: Sendable {
    let api: API

    private static let cursorMark = UInt8(ascii: "n")

    func add(to router: inout Router) {
        router.on(.listNotifications, list)
        router.on(.readAllNotifications, readAll)
        router.on(.readNotification, read)
        router.on(.showNotificationPreferences, preferences)
        router.on(.changeNotificationPreferences, setPreferences)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let after = try Paging.cursor(request.target, mark: Self.cursorMark, count: 1)?.first
        let limit = try Paging.limit(request.target)
        let unreadOnly = try Paging.flag("unread", request.target)
        let settings = api.settings
        return try await api.read(for: request) { _, records throws(DeskError) in
            let page = try records.notifications(
                of: caller.person.id, unreadOnly: unreadOnly, after: after, limit: limit)
            var writer = TicketJSON(records: records, settings: settings)
            var items: [JSON] = []
            for notification in page.elements { items.append(try writer.json(of: notification)) }
            let unread = try records.unreadNotifications(of: caller.person.id)
            return API.answer(
                Paging.answer(
                    page, items, mark: Self.cursorMark,
                    more: [JSON.Member(name: "unread", value: unread.json)]))
        }
    }

    private func read(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Notification.ID(rawValue: try API.number("id", in: request))
        let settings = api.settings
        return try await api.write(for: request) { desk, records throws(DeskError) in
            var writer = TicketJSON(records: records, settings: settings)
            return API.answer(try writer.json(of: try desk.markRead(id, by: caller.person)))
        }
    }

    private func readAll(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        try await api.write(for: request) { desk, records throws(DeskError) in
            try records.markRead(nil, of: caller.person.id, at: desk.now)
        }
        return HTTPResponse(.noContent)
    }

    // MARK: Preferences

    private func preferences(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        return try await api.read(for: request) { _, records throws(DeskError) in
            API.answer(try Self.preferences(of: caller.person.id, records))
        }
    }

    /// Changes the kinds that the body names; the others stay as they are.
    private func setPreferences(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let wanted = try Self.wanted(request)
        return try await api.write(for: request) { _, records throws(DeskError) in
            for (kind, preference) in wanted {
                try records.setPreference(preference, for: kind, of: caller.person.id)
            }
            return API.answer(try Self.preferences(of: caller.person.id, records))
        }
    }

    private static func wanted(
        _ request: HTTPRequest
    ) throws(Problem) -> [(NotificationKind, NotificationPreference)] {
        var body = try RequestBody(request)
        var wanted: [(NotificationKind, NotificationPreference)] = []
        for kind in NotificationKind.allCases where body.has(kind.rawValue) {
            let value = body[kind.rawValue]
            guard let preference = Self.preference(value) else {
                body.refuse(
                    kind.rawValue, "must have mail and in_app, and may have digest, each true or false")
                continue
            }
            wanted.append((kind, preference))
        }
        try body.check()
        return wanted
    }

    /// Without `digest` each mail comes at once, as clients that do not know of it expect.
    private static func preference(_ value: JSON) -> NotificationPreference? {
        guard case .bool(let byMail) = value["mail"], case .bool(let inApp) = value["in_app"] else {
            return nil
        }
        switch value["digest"] {
        case .null: return NotificationPreference(mail: byMail ? .each : .none, inApp: inApp)
        case .bool(let inDigest):
            let mail: NotificationPreference.Mail = inDigest ? .digest : .each
            return NotificationPreference(mail: byMail ? mail : .none, inApp: inApp)
        case .integer, .number, .string, .array, .object: return nil
        }
    }

    private static func preferences(
        of person: Person.ID, _ records: any DeskRecords
    ) throws(DeskError) -> JSON {
        var members: [JSON.Member] = []
        for kind in NotificationKind.allCases {
            let preference = try records.preference(for: kind, of: person)
            let value: JSON = [
                "mail": .bool(preference.mail != .none), "digest": .bool(preference.mail == .digest),
                "in_app": .bool(preference.inApp),
            ]
            members.append(JSON.Member(name: kind.rawValue, value: value))
        }
        return .object(members)
    }
}
