import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Live events` {
    @Test func `who is connected hears what happens`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            let socket = try await LiveClient.signedIn(sam)
            #expect(try await socket.nextOfTickets() == ["type": "ready", "seq": 0])
            try await site.openTicket(by: alice)
            let created = try await socket.nextOfTickets()
            #expect(created.members?.map(\.name) == ["type", "seq", "at", "ticket"])
            #expect(created["type"] == "ticket.created")
            #expect(created["seq"] == 1)
            #expect(created["at"] == site.clock.now.json)
            #expect(created["ticket"]["reference"] == "TT-1")
            _ = try await sam.post("/tickets/1/claim")
            let claimed = try await socket.nextOfTickets()
            #expect(claimed["type"] == "ticket.claimed")
            #expect(claimed["ticket"]["assignee"]["name"] == "Sam")
            let version = try await sam.get("/tickets/1")["version"]
            _ = try await sam.patch("/tickets/1", ["status": "resolved", "version": version])
            #expect(try await socket.nextOfTickets()["type"] == "ticket.resolved")
        }
    }

    @Test func `a notification is told to the one it is for`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let sam = try await site.client(try await site.add("Sam", .staff))
            let person = try await site.add("Bob", .employee)
            try await site.openTicket(by: person)
            let (mine, others) = (try await LiveClient.signedIn(sam), try await LiveClient.signedIn(alice))
            #expect(try await mine.next()["type"] == "ready")
            #expect(try await others.next()["type"] == "ready")
            _ = try await site.client(person).post("/tickets/1/comments", ["text": "Still burning."])
            #expect(try await mine.next()["type"] == "comment.added")
            let told = try await mine.next()
            #expect(told["type"] == "notification.created")
            #expect(told["notification"]["text"] == "Bob wrote on TT-1")
            #expect(told["notification"]["kind"] == "comment")
            // Alice hears nothing of all this: the next thing she hears is of her own ticket.
            _ = try await alice.post("/tickets", ["subject": "Mine", "description": "Help."])
            #expect(try await others.next()["ticket"]["subject"] == "Mine")
        }
    }

    @Test func `each person hears of the tickets they may see at that moment`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let olga = try await site.add("Olga", .employee)
            let sam = try await site.add("Sam", .staff, team: "it")
            let finn = try await site.add("Finn", .staff, team: "finance")
            let ada = try await site.add("Ada", .admin)
            let (first, other, note) = (
                ["ticket.created S", "ticket.claimed S"], ["ticket.created T", "ticket.updated T"],
                "comment.added S"
            )
            let everything = first + [other[0], note, other[1]]
            let expected = [
                (alice, first), (olga, other), (sam, everything), (finn, other), (ada, everything),
            ]
            var sockets: [LiveClient] = []
            for (person, _) in expected {
                let socket = try await LiveClient.signedIn(try await site.client(person))
                #expect(try await socket.next()["type"] == "ready")
                sockets.append(socket)
            }
            // Alice's is Sam's at once, so it is never Finn's; Olga's stays anybody's. The fourth is a note.
            try await site.write { desk, records throws(DeskError) in
                let comment = CommentDraft(author: alice.id, source: .mail, text: "x", isVerified: true)
                let ticket = try desk.open(
                    TicketDraft(subject: "S", requester: alice.id, team: sam.team), first: comment,
                    by: Desk.Actor(person: alice, source: .mail), isProven: true)
                _ = try desk.claim(ticket.id, by: Desk.Actor(person: sam, source: .mail))
                let second = try records.add(TicketDraft(subject: "T", requester: olga.id), at: desk.now)
                try records.append(.ticketCreated, about: second.id, at: desk.now)
                try records.append(.internalCommentAdded, about: ticket.id, at: desk.now)
                try records.append(.ticketUpdated, about: second.id, at: desk.now)
            }
            for (socket, (person, events)) in zip(sockets, expected) {
                for event in events {
                    let heard = try await socket.nextOfTickets()
                    let words = [heard["type"], heard["ticket"]["subject"]].compactMap(\.text)
                    #expect(words.joined(separator: " ") == event, "\(person.name)")
                }
            }
        }
    }

    @Test func `pages of other origins do not get in, programs without one do`() async throws {
        try await TestSite.with { site in
            let address = site.server.addresses[0]
            for origin in [
                "https://evil.example", "null", "http://desk.acme.example", TestSite.origin + ".evil.example",
            ] {
                let socket = try await LiveClient.open(address, origin: origin)
                #expect(socket.status == 403)
            }
            for origin in ["https://intranet.acme.example", nil] {
                let socket = try await LiveClient.open(address, origin: origin)
                #expect(socket.status == 101)
            }
            let client = try site.stranger()
            #expect(try await client.get("//ws").status == 426)
        }
    }

    @Test(arguments: [
        #"{"type":"auth"}"#, #"{"type":"auth","ticket":"AAAA"}"#, #"{"type":"auth","ticket":7}"#,
        #"{"type":"resume","after":0}"#, "{}", "[]", "not JSON", "",
    ])
    func `a first frame without a ticket is the last`(text: String) async throws {
        try await TestSite.with { site in
            let socket = try await LiveClient.open(site.server.addresses[0]).client
            await socket.send(text: text)
            #expect(try await socket.next() == ["closed": 1008])
        }
    }

    @Test func `a ticket is good once, for half a minute`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let answer = try await sam.post("/auth/ws-ticket")
            #expect(answer["expires_in"] == 30)
            let frame: JSON = ["type": "auth", "ticket": answer["ticket"]]
            let first = try await LiveClient.open(site.server.addresses[0]).client
            await first.send(frame)
            #expect(try await first.next()["type"] == "ready")
            let second = try await LiveClient.open(site.server.addresses[0]).client
            await second.send(frame)
            #expect(try await second.next() == ["closed": 1008])
            let late: JSON = ["type": "auth", "ticket": try await sam.post("/auth/ws-ticket")["ticket"]]
            let third = try await LiveClient.open(site.server.addresses[0]).client
            site.clock.advance(.seconds(30))
            await third.send(late)
            #expect(try await third.next() == ["closed": 1008])
        }
    }

    @Test func `who says nothing for ten seconds is closed`() async throws {
        try await TestSite.with { site in
            let socket = try await LiveClient.open(site.server.addresses[0]).client
            // A second one that gets its answer after the first has been seen.
            let other = try await LiveClient.open(site.server.addresses[0]).client
            await other.send(text: "x")
            #expect(try await other.next() == ["closed": 1008])
            site.clock.advance(.seconds(11))
            site.web.live.deskChanged()
            #expect(try await socket.next() == ["closed": 1008])
        }
    }

    @Test func `what was missed comes again, in order, and then what is new`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            for number in 1...450 { try await site.openTicket("Number \(number)", by: alice) }
            let socket = try await LiveClient.signedIn(sam)
            // Each ticket is an event for all who may see it, and a notification for Sam.
            #expect(try await socket.next() == ["type": "ready", "seq": 900])
            await socket.send(["type": "resume", "after": 40])
            try await site.openTicket("New", by: alice)
            var sequences: [Int] = []
            for _ in 41...902 { sequences.append(try #require(try await socket.next()["seq"].int)) }
            #expect(sequences == Array(41...902))
        }
    }

    @Test func `what only others were told of does not count as missed`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            for number in 1...20 { _ = try await site.add("Staff\(number)", .staff) }
            for number in 1...60 { try await site.openTicket("Number \(number)", by: alice) }
            let socket = try await LiveClient.signedIn(sam)
            #expect(try await socket.next() == ["type": "ready", "seq": 1_320])
            await socket.send(["type": "resume", "after": 0])
            var kinds: [String: Int] = [:]
            for _ in 1...120 { kinds[try #require(try await socket.next()["type"].text), default: 0] += 1 }
            #expect(kinds == ["ticket.created": 60, "notification.created": 60])
        }
    }

    @Test func `who missed too much, or more than there is, is told to read anew`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.write { desk, records throws(DeskError) in
                let comment = CommentDraft(author: alice.id, source: .mail, text: "x", isVerified: true)
                for _ in 0..<1_002 {
                    let ticket = try records.add(TicketDraft(subject: "S", requester: alice.id), at: desk.now)
                    _ = try records.add(comment, to: ticket.id, at: desk.now)
                    try records.append(.ticketCreated, about: ticket.id, at: desk.now)
                }
            }
            let socket = try await LiveClient.signedIn(sam)
            _ = try await socket.next()
            for after in [0, 1, 1_003] as [Int64] {
                await socket.send(["type": "resume", "after": .integer(after)])
                #expect(try await socket.next() == ["type": "reset", "seq": 1_002])
            }
            await socket.send(["type": "resume", "after": 1_002])
            await socket.send(["type": "resume", "after": 1_000])
            #expect(try await socket.next()["seq"] == 1_001)
            await socket.send(["type": "resume", "after": -1])
            #expect(try await socket.next()["seq"] == 1_002)
            #expect(try await socket.next() == ["closed": 1008])
        }
    }

    @Test func `who logs out or is put out is cut off`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let first = try await site.client(person)
            let second = try await site.client(person)
            let sockets = [try await LiveClient.signedIn(first), try await LiveClient.signedIn(second)]
            for socket in sockets { _ = try await socket.next() }
            _ = try await first.post("/auth/logout")
            site.clock.advance(.seconds(2))
            site.web.live.deskChanged()
            #expect(try await sockets[0].next() == ["closed": 1008])
            try await site.disable(person)
            site.clock.advance(.seconds(2))
            site.web.live.deskChanged()
            #expect(try await sockets[1].next() == ["closed": 1008])
        }
    }

    @Test func `an event does not reach somebody who was just put out`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let alice = try await site.add("Alice", .employee)
            let socket = try await LiveClient.signedIn(try await site.client(person))
            _ = try await socket.next()
            try await site.disable(person)
            try await site.openTicket(by: alice)
            #expect(try await socket.next() == ["closed": 1008])
        }
    }
}
