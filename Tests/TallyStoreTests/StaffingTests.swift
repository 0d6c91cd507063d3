import TallyCore
import TallyStore
import Testing

@Suite struct `Who is there and what they know` {
    private static let start = Timestamp(unixSeconds: 1_795_000_000)

    /// Hours from the start of the absence, which lasts a day.
    @Test(arguments: [(-1, false), (0, true), (12, true), (23, true), (24, false), (25, false)])
    func `somebody is away from the first moment of the period up to its end`(
        hours: Int, isAway: Bool
    ) async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .staff)
        let period = try #require(AbsencePeriod(begin: Self.start, end: Self.start + .days(1)))
        try await desk.write { desk, records throws(DeskError) in
            _ = try records.addAbsence(of: sam.id, period)
            #expect(try desk.isAway(sam.id, at: Self.start + .hours(hours)) == isAway)
            #expect(try !desk.isAway(tina.id, at: Self.start + .hours(hours)))
        }
    }

    @Test func `a period that ends before it begins is none`() {
        #expect(AbsencePeriod(begin: Self.start, end: Self.start) == nil)
        #expect(AbsencePeriod(begin: Self.start, end: Self.start - .hours(1)) == nil)
    }

    @Test func `absences are listed until they are over, and can be taken back`() async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        let periods = try [3, 1, 2].map { day in
            try #require(
                AbsencePeriod(
                    begin: Self.start + .days(day), end: Self.start + .days(day + 1), note: "day \(day)"))
        }
        try await desk.write { _, records throws(DeskError) in
            for period in periods { _ = try records.addAbsence(of: sam.id, period) }
            let all = try records.absences(of: sam.id, notOverAt: Self.start)
            #expect(all.map(\.period.note) == ["day 1", "day 2", "day 3"])
            let later = try records.absences(of: sam.id, notOverAt: Self.start + .days(2))
            #expect(later.map(\.period.note) == ["day 2", "day 3"])
            for absence in all { try records.removeAbsence(absence.id) }
            #expect(try records.absences(of: sam.id, notOverAt: Self.start).isEmpty)
        }
    }

    @Test(
        arguments: [
            (["Printers", "network"], "printers", true), (["Printers", "network"], "NETWORK", true),
            (["Printers"], "network", false), (["Printers"], nil, true), ([], "network", true),
        ] as [([String], String?, Bool)])
    func `people handle the categories they name, or all when they name none`(
        handled: [String], category: String?, isHandled: Bool
    ) async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, records throws(DeskError) in
            try records.setCategories(["old"], handledBy: sam.id)
            try records.setCategories(handled, handledBy: sam.id)
            #expect(
                try records.categories(handledBy: sam.id)
                    == handled.sorted { $0.lowercased() < $1.lowercased() })
            #expect(try desk.handles(category, sam.id) == isHandled)
        }
    }

    @Test func `a team's leads are its active members who lead`() async throws {
        let desk = try TestDesk()
        let people = [
            try await desk.add("Sam", .staff), try await desk.add("Tina", .staff),
            try await desk.add("Gone", .staff), try await desk.add("Other", .admin),
        ]
        try await desk.write { _, records throws(DeskError) in
            let it = try records.addTeam(named: "it")
            let hr = try records.addTeam(named: "hr")
            for (index, person) in people.enumerated() {
                var person = person
                person.team = index == 3 ? hr.id : it.id
                person.isTeamLead = index != 0
                person.isActive = index != 2
                try records.update(person)
            }
            #expect(try records.leads(of: it.id).map(\.name) == ["Tina"])
            #expect(try records.leads(of: hr.id).map(\.name) == ["Other"])
        }
    }

    @Test func `of two changes to one person the later one is refused`() async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        let refusal = await #expect(throws: DeskError.self) {
            try await desk.write { _, records throws(DeskError) in
                var changed = sam
                changed.timeZone = "Europe/Berlin"
                try records.update(changed)
                let saved = try records.person(sam.id)
                #expect(saved?.version == 2)
                #expect(saved?.timeZone == "Europe/Berlin")
                try records.update(changed)
            }
        }
        #expect(refusal == .refused(.outdated(.person, current: 2)))
    }
}
