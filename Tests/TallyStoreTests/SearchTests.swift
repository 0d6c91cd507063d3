import TallyCore
import TallyStore
import Testing

@Suite("Searching tickets") struct SearchTests {
    private static func find(
        _ text: String, _ desk: TestDesk, as viewer: Person,
        change: @Sendable (inout TicketQuery) -> Void = { _ in }
    ) async throws -> [Int64] {
        let search = SearchQuery(text, now: desk.now, in: .utc, prefix: "TT")
        var query = TicketQuery(viewer: viewer)
        query.words = search.words
        query.filters = search.filters
        query.order = .relevance
        change(&query)
        let asked = query
        return try await desk.store.read { records throws(DeskError) in
            try records.tickets(asked).tickets.map(\.id.rawValue)
        }
    }

    private static func comment(
        _ text: String, on ticket: Ticket, by person: Person, _ desk: TestDesk,
        visibility: Visibility = .public, file: String? = nil
    ) async throws {
        let attachments = file.map {
            [
                AttachmentDraft(
                    filename: $0, contentType: "text/plain", isInline: false, contentID: nil, content: [1])
            ]
        }
        let draft = CommentDraft(
            author: person.id, visibility: visibility, source: .api, text: text, isVerified: true,
            attachments: attachments ?? [])
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.comment(on: ticket.id, draft, by: Desk.Actor(person: person, source: .api))
        }
    }

    /// One subject a script, and pieces of it that people would type.
    @Test(arguments: [
        ("Mein Drucker in Köln ist übel", ["drucker", "KÖLN", "koln", "übel", "ubel", "druck*"]),
        ("Straße gesperrt", ["strasse", "STRASSE", "Straße"]), ("Łódź: błąd", ["łódź", "lodz", "blad"]),
        ("Принтер не печатает ещё", ["принтер", "ПРИНТЕР", "еще", "печат*"]),
        ("打印机着火了", ["打印机", "着火", "火", "了", "打印机着火了", "机着"]),
        ("プリンターが紙詰まりします", ["プリンター", "紙詰まり", "紙", "リン"]),
        ("프린터가 용지 걸림", ["프린터", "프린터가", "용지", "걸림"]), ("เครื่องพิมพ์เสีย", ["พิมพ์", "เสีย"]),
        ("الطابعة لا تعمل", ["الطابعة", "تعمل"]), ("प्रिंटर काम नहीं कर रहा", ["प्रिंटर", "नहीं"]),
        ("Ο εκτυπωτής δεν λειτουργεί", ["εκτυπωτης", "ΕΚΤΥΠΩΤΉΣ"]), ("ＶＰＮ断开了", ["vpn", "断开", "VPN断开"]),
        (
            "Error 0x80070005 on WS-4711 (user@acme.example)",
            ["0x80070005", "ws-4711", "user@acme.example", "4711"]
        ),
    ])
    func `words are found in every script, in either case, with and without accents`(
        subject: String, pieces: [String]
    ) async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket("Nothing of interest", by: alice)
        _ = try await desk.openTicket(subject, by: alice)
        for piece in pieces {
            #expect(try await Self.find(piece, desk, as: alice) == [2], "\(piece)")
        }
        for other in ["zzz", "火山", "プラ"] {
            #expect(try await Self.find(other, desk, as: alice) == [], "\(other)")
        }
    }

    @Test(arguments: [
        ("printer", [1, 2]), ("printer smoke", [2]), ("printer -smoke", [1]), ("-printer", [3]),
        ("smoke or coffee", [2, 3]), ("\"the printer\"", [1, 2]), ("\"printer the\"", []), ("smo*", [2]),
        ("smo", []), ("printer OR coffee -smoke", [1, 3]), ("%", []), ("\"\"", []), ("AND", []),
        ("NEAR(a b)", []),
        ("col:x", []), ("^printer", [1, 2]), ("a\"b", []),
    ])
    func `terms combine, and no sign of the engine's own language means anything`(
        text: String, expected: [Int64]
    ) async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        for subject in ["The printer jams", "The printer: smoke!", "Coffee"] {
            _ = try await desk.openTicket(subject, by: alice)
        }
        #expect(try await Self.find(text, desk, as: alice).sorted() == expected)
    }

    @Test func `an internal note is found by staff and not by its requester`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: alice)
        try await Self.comment("She spilled coffee again", on: ticket, by: sam, desk, visibility: .internal)
        try await Self.comment("Ordered a keyboard", on: ticket, by: sam, desk)
        #expect(try await Self.find("coffee", desk, as: sam) == [1])
        #expect(try await Self.find("coffee", desk, as: alice) == [])
        #expect(try await Self.find("keyboard", desk, as: alice) == [1])
        #expect(
            try await Self.find("keyboard -coffee", desk, as: alice) == [1], "a note excludes nothing for her"
        )
        #expect(try await Self.find("keyboard -coffee", desk, as: sam) == [])
    }

    @Test func `attachments are found by the words of their names`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.openTicket("Other", by: alice)
        try await Self.comment("See file", on: ticket, by: alice, desk, file: "VPN-Protokoll_März.txt")
        #expect(try await Self.find("protokoll", desk, as: sam) == [1])
        #expect(try await Self.find("marz has:attachment", desk, as: alice) == [1])
        #expect(try await Self.find("has:attachment", desk, as: alice) == [1])
    }

    @Test func `a changed subject is found by its new words only`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        let ticket = try await desk.openTicket("Wrong words", by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            var changes = TicketChanges()
            changes.subject = .set("Right words")
            return try desk.edit(ticket.id, changes, by: Desk.Actor(person: alice, source: .api))
        }
        #expect(try await Self.find("wrong", desk, as: alice) == [])
        #expect(try await Self.find("right words", desk, as: alice) == [1])
    }

    @Test func `what was taken back is not found`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        await #expect(throws: DeskError.self) {
            try await desk.write { desk, records throws(DeskError) in
                _ = try records.add(TicketDraft(subject: "Ghost", requester: alice.id), at: desk.now)
                throw DeskError.refused(.notFound)
            }
        }
        #expect(try await Self.find("ghost", desk, as: alice) == [])
        #expect(try await desk.store.integrityProblems().isEmpty)
    }

    @Test func `the subject weighs more than the text, and what is new more than what is old`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        let first = try await desk.openTicket("Something else", by: alice)
        try await Self.comment("It may be the scanner", on: first, by: alice, desk)
        _ = try await desk.openTicket("Scanner broken", by: alice)
        for _ in 1...3 { _ = try await desk.openTicket("Filler", by: alice) }
        #expect(try await Self.find("scanner", desk, as: alice) == [2, 1])
        desk.advance(.days(400))
        _ = try await desk.openTicket("Scanner broken", by: alice)
        #expect(try await Self.find("scanner", desk, as: alice) == [6, 2, 1])
    }

    @Test(arguments: [
        ("status:open", [1, 3, 4]), ("is:unassigned", [1, 3, 4]), ("assignee:me", [2]), ("assignee:sam", [2]),
        ("requester:alice", [1, 2]), ("requester:bob@acme.example", [3, 4]), ("requester:b", [3, 4]),
        ("requester:zoe", []),
        ("priority:high", [3]), ("-priority:high", [1, 2, 4]), ("category:hardware", [3]), ("team:it", []),
        ("TT-3", [3]), ("created:today", [1, 2, 3, 4]), ("created:<2020-01-01", []),
        ("project:none", [1, 2, 3, 4]), ("project:x", []),
        ("status:open priority:high ticket", [3]),
    ])
    func `filters choose`(text: String, expected: [Int64]) async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let bob = try await desk.add("Bob", .employee)
        let sam = try await desk.add("Sam", .staff)
        for (number, person) in [(1, alice), (2, alice), (3, bob), (4, bob)] {
            _ = try await desk.openTicket("Ticket \(number)", by: person)
        }
        _ = try await desk.write { desk, _ throws(DeskError) in
            let actor = Desk.Actor(person: sam, source: .api)
            _ = try desk.claim(Ticket.ID(rawValue: 2), by: actor)
            var changes = TicketChanges()
            changes.priority = .set(.high)
            changes.category = .set("Hardware")
            return try desk.edit(Ticket.ID(rawValue: 3), changes, by: actor)
        }
        #expect(try await Self.find(text, desk, as: sam).sorted() == expected)
    }

    @Test func `pages of a ranked search follow each other without a gap`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        for number in 1...7 { _ = try await desk.openTicket("Printer \(number)", by: alice) }
        let seen = try await desk.store.read { records throws(DeskError) in
            var query = TicketQuery(viewer: alice)
            query.words = SearchExpression(groups: [[SearchExpression.Term("printer")]])
            query.order = .relevance
            query.limit = 3
            var seen: [Int64] = []
            repeat {
                let page = try records.tickets(query)
                seen += page.tickets.map(\.id.rawValue)
                query.after = page.next
            } while query.after != nil && seen.count < 20
            return seen
        }
        #expect(seen.sorted() == Array(1...7))
    }

    @Test func `a rebuilt index finds the same`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .admin)
        _ = try await desk.openTicket("打印机着火了", by: alice)
        try await desk.store.rebuildSearch()
        #expect(try await desk.store.integrityProblems().isEmpty)
        #expect(try await Self.find("着火", desk, as: alice) == [1])
    }
}
