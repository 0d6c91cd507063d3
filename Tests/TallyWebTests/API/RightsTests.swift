import TallyCore
import TallyStore
import Testing

/// Every way to a ticket, for everybody it could be open to.
///
/// The ticket is Alice's, in team `it`, held by Sam of that team; Paul takes part in it.
@Suite(.timeLimit(.minutes(10))) struct `Rights over HTTP` {
    /// One request and what each person is answered.
    struct Case: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        let body: JSON?
        /// Stranger, other employee, requester, participant, holder, colleague, staff of another team, admin.
        let statuses: [Int]

        init(_ method: String, _ path: String, _ body: JSON? = nil, as statuses: [Int]) {
            self.method = method
            self.path = path
            self.body = body
            self.statuses = statuses
        }

        var testDescription: String { "\(method) \(path) \(body?.description ?? "")" }
    }

    static let cases = [
        Case("GET", "/tickets/1", as: [401, 404, 200, 200, 200, 200, 404, 200]),
        Case("GET", "/tickets/1/pdf", as: [401, 404, 200, 200, 200, 200, 404, 200]),
        Case("GET", "/tickets/1/attachments", as: [401, 404, 200, 200, 200, 200, 404, 200]),
        Case("GET", "/attachments/1", as: [401, 404, 200, 200, 200, 200, 404, 200]),
        Case("GET", "/attachments/2", as: [401, 404, 404, 404, 200, 200, 404, 200]),
        Case("POST", "/tickets/1/comments", ["text": "x"], as: [401, 404, 201, 201, 201, 201, 404, 201]),
        Case(
            "POST", "/tickets/1/comments", ["text": "x", "visibility": "internal"],
            as: [401, 404, 403, 403, 201, 201, 404, 201]),
        Case("POST", "/tickets/1/claim", as: [401, 404, 403, 403, 200, 409, 404, 409]),
        Case("POST", "/tickets/1/release", as: [401, 404, 403, 403, 200, 403, 404, 200]),
        Case("POST", "/tickets/1/withdraw", as: [401, 404, 200, 403, 403, 403, 404, 403]),
        Case(
            "PATCH", "/tickets/1", ["priority": "high", "version": 4],
            as: [401, 404, 403, 403, 200, 200, 404, 200]),
        Case(
            "PUT", "/tickets/1", ["subject": "New", "version": 4],
            as: [401, 404, 403, 403, 200, 200, 404, 200]),
        Case(
            "PATCH", "/tickets/1", ["assignee": "me", "version": 4],
            as: [401, 404, 403, 403, 200, 403, 404, 200]),
        Case(
            "PATCH", "/tickets/1", ["assignee": .null, "version": 4],
            as: [401, 404, 403, 403, 200, 403, 404, 200]),
        Case(
            "PATCH", "/tickets/1", ["status": "resolved", "version": 4],
            as: [401, 404, 200, 403, 200, 200, 404, 200]),
        Case(
            "PATCH", "/tickets/1", ["status": "waiting", "version": 4],
            as: [401, 404, 403, 403, 200, 200, 404, 200]),
        Case(
            "PATCH", "/tickets/1", ["status": "withdrawn", "version": 4],
            as: [401, 404, 200, 403, 403, 403, 404, 403]),
        Case(
            "PATCH", "/tickets/1", ["status": "closed", "version": 4],
            as: [401, 404, 403, 403, 409, 409, 404, 409]),
        Case("GET", "/tickets", as: [401, 200, 200, 200, 200, 200, 200, 200]),
        Case("GET", "/users", as: [401, 403, 403, 403, 403, 403, 403, 200]),
        Case("GET", "/users/2", as: [401, 404, 200, 404, 404, 404, 404, 200]),
        Case("GET", "/users/99", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/users/me", as: [401, 200, 200, 200, 200, 200, 200, 200]),
        Case("POST", "/auth/ws-ticket", as: [401, 200, 200, 200, 200, 200, 200, 200]),
        Case("GET", "/site", as: [200, 200, 200, 200, 200, 200, 200, 200]),
        Case("GET", "/tickets/99", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("POST", "/tickets/99/claim", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/attachments/99", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/tickets/one", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/tickets/01", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/tickets/-1", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("GET", "/tickets/99999999999999999999", as: [401, 404, 404, 404, 404, 404, 404, 404]),
        Case("DELETE", "/tickets/1", as: [405, 405, 405, 405, 405, 405, 405, 405]),
        Case("GET", "/nothing", as: [404, 404, 404, 404, 404, 404, 404, 404]),
    ]

    @Test(arguments: cases)
    func `each person is answered by what they are to the ticket`(_ entry: Case) async throws {
        // What is refused, or only read, changes nothing for the next; each other request has a site of its own.
        let places = Array(entry.statuses.indices)
        let shared = places.filter { entry.statuses[$0] >= 400 || entry.method == "GET" }
        let alone = places.filter { !shared.contains($0) }.map { [$0] }
        for places in [shared] + alone where !places.isEmpty {
            try await TestSite.with { site in
                let people = try await Self.people(at: site)
                for place in places { try await Self.check(entry, place, at: site, people) }
            }
        }
    }

    private static func check(
        _ entry: Case, _ place: Int, at site: TestSite, _ people: [Person]
    ) async throws {
        let expected = entry.statuses[place]
        let client = place == 0 ? try site.stranger() : try await site.client(people[place - 1])
        let answer = try await client.send(entry.method, entry.path, entry.body)
        #expect(answer.status == expected, "as \(place == 0 ? "nobody" : people[place - 1].name)")
        if expected >= 400 {
            #expect(answer.response["content-type"] == "application/problem+json")
            #expect(answer["status"] == .integer(Int64(expected)))
            #expect(!answer.response.text.contains("The printer burns"))
        }
    }

    /// Other employee, requester, participant, holder, colleague, staff of another team, admin.
    private static func people(at site: TestSite) async throws -> [Person] {
        let others = try await site.add("Olga", .employee)
        let alice = try await site.add("Alice", .employee)
        let paul = try await site.add("Paul", .employee)
        let sam = try await site.add("Sam", .staff, team: "it")
        let tara = try await site.add("Tara", .staff, team: "it")
        let finn = try await site.add("Finn", .staff, team: "finance")
        let ada = try await site.add("Ada", .admin)
        let ticket = try await site.openTicket(by: alice, team: "it")
        try await site.write { desk, records throws(DeskError) in
            try records.addParticipant(paul.id, to: ticket.id)
            let actor = Desk.Actor(person: sam, source: .mail)
            _ = try desk.claim(ticket.id, by: actor)
            for visibility in [Visibility.public, .internal] {
                var draft = CommentDraft(
                    author: sam.id, visibility: visibility, source: .mail, text: "See this.", isVerified: true
                )
                draft.attachments = [
                    AttachmentDraft(
                        filename: "log.txt", contentType: "text/plain", isInline: false, contentID: nil,
                        content: [0x41])
                ]
                _ = try desk.comment(on: ticket.id, draft, by: actor)
            }
            // A fifth version, so that the table has one number.
            var changes = TicketChanges()
            changes.priority = .set(.critical)
            _ = try desk.edit(ticket.id, changes, by: actor)
        }
        return [others, alice, paul, sam, tara, finn, ada]
    }

    @Test func `lists hold what each person may see, and no more`() async throws {
        try await TestSite.with { site in
            let people = try await Self.people(at: site)
            var totals: [JSON] = []
            for person in people {
                let list = try await site.client(person).get("/tickets")
                #expect(list["items"].elements?.count == list["total"].int)
                totals.append(list["total"])
            }
            #expect(totals == [0, 1, 1, 1, 1, 0, 1])
        }
    }
}
