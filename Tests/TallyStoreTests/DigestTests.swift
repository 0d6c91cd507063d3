import Foundation
import MailParsing
import TallyCore
import TallyCryptography
import TallyStore
import Testing

@Suite("The mail of the day") struct DigestTests {
    /// A desk whose clock shows a moment, with somebody there who wants the mail of the day, and a requester.
    private struct Morning {
        let desk: TestDesk
        let reader: Person
        let alice: Person

        /// - Parameters:
        ///   - zone: the reader's own, or nil for that of the site, which is UTC.
        ///   - hour: at which the mail goes out.
        init(_ moment: String, zone: String? = nil, hour: Int = 8) async throws {
            var settings = TestDesk.settings
            settings.outgoing.digestHour = hour
            settings.zoneRules = { DigestTests.zone($0) }
            desk = try TestDesk(settings: settings)
            let start = try #require(Timestamp(internetTime: moment))
            desk.advance(start - desk.now)
            alice = try await desk.add("Alice", .employee)
            reader = try await desk.write { desk, records throws(DeskError) in
                var draft = PersonDraft(
                    name: "Rita", role: .staff, address: TestDesk.Known.address("rita@acme.example"))
                draft.timeZone = zone
                let reader = try records.add(draft, at: desk.now)
                for kind in NotificationKind.allCases {
                    try records.setPreference(NotificationPreference(mail: .digest), for: kind, of: reader.id)
                }
                return reader
            }
        }

        func open(_ subject: String = "The printer burns") async throws {
            try await open(subject, at: desk)
        }

        func open(_ subject: String, at desk: TestDesk) async throws {
            _ = try await desk.openTicket(subject, by: alice)
        }

        /// The moments at which the reader gets the mail, when the desk is asked each half hour for some days.
        func moments(days: Int) async throws -> [String] {
            var moments: [String] = []
            for _ in 0..<(48 * days) {
                desk.advance(.minutes(30))
                if try await served() > 0 { moments.append(desk.now.description) }
            }
            return moments
        }

        /// How many mails of the day the desk queues when it is asked now.
        func served() async throws -> Int {
            _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendDigests(limit: 10) }
            return try await mails().count
        }

        func mails() async throws -> [OutgoingMail] {
            try await desk.sent().filter { $0.draft.to.address == reader.address.text }
        }
    }

    private static func zone(_ name: String) -> ZoneRules? {
        guard let bytes = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else {
            return nil
        }
        // A zone that cannot be read fails the test that names it.
        return try? ZoneRules(tzif: Array(bytes))
    }

    @Test func `what came before the hour goes out at it, and what comes later waits for the next day`()
        async throws
    {
        let it = try await Morning("2026-11-18T06:00:00Z")
        try await it.open()
        it.desk.advance(.hours(2) - .seconds(1))
        #expect(try await it.served() == 0)
        it.desk.advance(.seconds(1))
        #expect(try await it.served() == 1)
        try await it.open()
        #expect(try await it.served() == 0)
        #expect(try await it.moments(days: 2) == ["2026-11-19T08:00:00Z"])
    }

    @Test func `a day without notices has no mail`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        #expect(try await it.moments(days: 3) == [])
    }

    @Test(arguments: [
        ("UTC", "2026-11-19T08:00:00Z"), ("Europe/Berlin", "2026-11-19T07:00:00Z"),
        ("Asia/Kolkata", "2026-11-19T02:30:00Z"), ("America/Los_Angeles", "2026-11-18T16:00:00Z"),
        ("Pacific/Auckland", "2026-11-18T19:00:00Z"), ("Pacific/Kiritimati", "2026-11-18T18:00:00Z"),
    ]) func `the hour is that of the reader's own clocks`(zone: String, moment: String) async throws {
        let it = try await Morning("2026-11-18T12:00:00Z", zone: zone)
        try await it.open()
        #expect(try await it.moments(days: 3) == [moment])
    }

    @Test(arguments: [
        // The clocks of Berlin go from two to three, and eight is an hour sooner.
        ("2026-03-28T12:00:00Z", 8, ["2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"]),
        // Half past two does not come that day, and neither does two.
        ("2026-03-28T12:00:00Z", 2, ["2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"]),
        // They go back from three to two, and two comes twice.
        ("2026-10-24T12:00:00Z", 2, ["2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"]),
        ("2026-10-24T12:00:00Z", 8, ["2026-10-25T07:00:00Z", "2026-10-26T07:00:00Z"]),
    ]) func `clocks that are changed neither lose nor double it`(
        start: String, hour: Int, expected: [String]
    ) async throws {
        let it = try await Morning(start, zone: "Europe/Berlin", hour: hour)
        var moments: [String] = []
        for _ in 0..<(48 * 3) {
            // Something happens all the time.
            if it.desk.now < (try #require(Timestamp(internetTime: expected[1]))) { try await it.open() }
            it.desk.advance(.minutes(30))
            if try await it.served() > 0 { moments.append(it.desk.now.description) }
        }
        #expect(moments == expected)
    }

    @Test func `a desk that was down at the hour sends it when it is back, and once`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        try await it.open()
        it.desk.advance(.hours(5))
        #expect(try await it.served() == 1)
        let again = try TestDesk.open(it.desk.directory, SodiumCryptography())
        let (settings, mint, now) = (it.desk.settings, it.desk.mint, it.desk.now)
        let served = try await again.write { records throws(DeskError) in
            try Desk(records: records, settings: settings, mint: mint, now: now).sendDigests(limit: 10)
        }
        #expect(served == 0, "a restart sends no second one")
    }

    @Test func `mail and the note that it was sent are one transaction`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        try await it.open()
        it.desk.advance(.hours(3))
        await #expect(throws: DeskError.refused(.notFound)) {
            try await it.desk.write { desk, _ throws(DeskError) in
                _ = try desk.sendDigests(limit: 10)
                throw .refused(.notFound)
            }
        }
        #expect(try await it.mails().isEmpty)
        #expect(try await it.served() == 1)
    }

    @Test func `somebody who moves to another zone gets no second one that day`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z", zone: "Europe/Berlin")
        try await it.open()
        it.desk.advance(.hours(1))
        #expect(try await it.served() == 1)
        try await it.open()
        _ = try await it.desk.act(as: it.reader) { desk, actor throws(DeskError) in
            var changes = PersonChanges()
            changes.timeZone = .set("America/New_York")
            return try desk.editPerson(it.reader.id, changes, by: .actor(actor))
        }
        #expect(try await it.moments(days: 3) == ["2026-11-19T13:00:00Z"])
    }

    @Test func `who was disabled gets none, and nothing is kept for them`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        let ada = try await it.desk.add("Ada", .admin)
        try await it.open()
        _ = try await it.desk.act(as: ada) { desk, actor throws(DeskError) in
            try desk.disablePerson(it.reader.id, by: .actor(actor))
        }
        it.desk.advance(.hours(3))
        #expect(try await it.served() == 0)
        _ = try await it.desk.act(as: ada) { desk, actor throws(DeskError) in
            var changes = PersonChanges()
            changes.isActive = .set(true)
            return try desk.editPerson(it.reader.id, changes, by: .actor(actor))
        }
        #expect(try await it.moments(days: 2) == [])
    }

    @Test func `a ticket that the reader may not see any more is not named`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        try await it.open("Stays here")
        try await it.open("Goes away")
        try await it.desk.write { _, records throws(DeskError) in
            guard var ticket = try records.ticket(Ticket.ID(rawValue: 2)) else { return }
            let team = try records.addTeam(named: "hr")
            ticket.team = team.id
            var holder = PersonDraft(
                name: "Hanna", role: .staff, address: TestDesk.Known.address("hanna@acme.example"))
            holder.team = team.id
            ticket.assignee = try records.add(holder, at: ticket.createdAt).id
            ticket.assignedAt = ticket.createdAt
            _ = try records.update(ticket)
        }
        it.desk.advance(.hours(3))
        _ = try await it.desk.write { desk, _ throws(DeskError) in try desk.sendDigests(limit: 10) }
        let value = try #require(try await it.mails().first).draft.values["digest"]
        #expect(value["tickets"].elements?.map { $0["subject"] } == ["Stays here"])
        #expect(value["count"] == 1)
    }

    @Test func `a limit leaves the others for the next turn`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        for name in ["Paul", "Quinn"] {
            let person = try await it.desk.add(name, .staff)
            try await it.desk.write { _, records throws(DeskError) in
                try records.setPreference(
                    NotificationPreference(mail: .digest), for: .newTicket, of: person.id)
            }
        }
        try await it.open()
        it.desk.advance(.hours(2))
        var served: [Int] = []
        for _ in 0..<3 {
            served.append(
                try await it.desk.write { desk, _ throws(DeskError) in try desk.sendDigests(limit: 2) })
        }
        #expect(served == [2, 1, 0])
    }

    @Test func `a flood does not wait for the morning, nor the morning for a flood`() async throws {
        let it = try await Morning("2026-11-18T06:00:00Z")
        try await it.open()
        it.desk.advance(.minutes(30))
        let gathered = try await it.desk.write { desk, _ throws(DeskError) in
            try desk.sendGathered(limit: 10)
        }
        #expect(gathered == 0)
        #expect(try await it.moments(days: 1) == ["2026-11-18T08:00:00Z"])
    }
}
