internal import TallyCore

/// `/contact`, where anybody writes to the admins, and `/admin/messages`, where they read it.
struct ContactRoutes: Sendable {
    /// What writing is slowed down by.
    private enum Bucket: Hashable, Sendable {
        /// Everything from one place.
        case place(PeerAddress)
        /// Everything from everywhere, so that many places together do not fill the disk.
        case everybody
    }

    let api: API
    private let written = Throttle<Bucket>(capacity: 20_000)

    private static let placeRate = Rate(burst: 5, perSecond: 1 / 600)
    private static let everybodyRate = Rate(burst: 200, perSecond: 1 / 30)
    static let bodyLimit = 65_536
    private static let lineLimit = 200
    private static let textLimit = 10_000
    private static let mark = UInt8(ascii: "c")

    init(api: API) { self.api = api }

    func add(to router: inout Router) {
        router.on(.contact, bodyLimit: Self.bodyLimit, write)
        router.on(.listContactMessages, list)
        router.on(.readContactMessage, markRead)
    }

    /// Takes a message from anybody; the answer tells nothing of who is known here.
    private func write(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        try await receive(try RequestBody(request), request)
        return API.answer(["received": true], status: .accepted)
    }

    /// Keeps the message of a form, unless its members or their number are beyond the limits.
    func receive(_ form: RequestBody, _ request: HTTPRequest) async throws(Problem) {
        var body = form
        let name = body.text("name", upTo: Self.lineLimit)
        let email = body.text("email", upTo: 254)
        let address = MailAddress(email)
        if address == nil, !email.isEmpty { body.refuse("email", "must be a mail address") }
        let subject = body.text("subject", upTo: Self.lineLimit)
        let text = body.text("message", upTo: Self.textLimit)
        try body.check()
        guard let address else { throw Problem(invalid: "email", "must be a mail address") }
        let keys: [(key: Bucket, rate: Rate)] = [
            (.place(SignIns.place(of: request.client)), Self.placeRate), (.everybody, Self.everybodyRate),
        ]
        if let wait = written.take(keys, at: api.clock()) { throw SignIns.tooMany(wait) }
        let draft = ContactMessageDraft(name: name, address: address, subject: subject, text: text)
        try await api.write(for: request) { desk, _ throws(DeskError) in try desk.receive(draft) }
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let isUnread = try Paging.flag("unread", request.target)
        let after = try Paging.cursor(request.target, mark: Self.mark, count: 1)?.first
        let limit = try Paging.limit(request.target)
        let page = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.contactMessages(isUnread: isUnread, after: after, limit: limit, for: caller.person)
        }
        return API.answer(Paging.answer(page, page.elements.map(\.json), mark: Self.mark))
    }

    private func markRead(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = ContactMessage.ID(rawValue: try API.number("id", in: request))
        let message = try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.markRead(id, by: caller.person)
        }
        return API.answer(message.json)
    }
}
