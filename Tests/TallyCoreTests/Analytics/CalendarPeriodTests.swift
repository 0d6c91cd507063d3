import TallyCore
import Testing

@Suite("Periods of the calendar") struct CalendarPeriodTests {
    @Test(arguments: ["2026-11-01", "2024-02-29", "1970-01-01", "9999-12-31"])
    func `a date reads as it is written`(text: String) {
        #expect(CalendarDay(text)?.description == text)
    }

    @Test(arguments: [
        "", "2026-11", "2026-02-29", "2026-13-01", "2026-11-31", "26-11-01", "2026-11-1", "2026-11-01 ",
    ])
    func `what is no date is none`(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    private static func period(_ from: String, _ to: String, _ zone: ZoneRules) throws -> CalendarPeriod {
        let first = try #require(CalendarDay(from))
        let last = try #require(CalendarDay(to))
        return try #require(CalendarPeriod(from: first, to: last, in: zone))
    }

    @Test(
        arguments: [
            (.day, ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27", "2026-10-28"]),
            (.week, ["2026-10-24", "2026-10-26"]), (.month, ["2026-10-24"]),
        ] as [(CalendarPeriod.Step, [String])])
    func `a period is cut where days, weeks and months begin`(step: CalendarPeriod.Step, first: [String])
        throws
    {
        let berlin = try TestZones.zone("Berlin")
        let period = try Self.period("2026-10-24", "2026-10-28", berlin)
        let pieces = try #require(period.pieces(by: step))
        #expect(pieces.map(\.first.description) == first)
        #expect(pieces.first?.start == period.start)
        #expect(pieces.last?.end == period.end)
        #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.end == $1.start })
        #expect(period.start.description == "2026-10-23T22:00:00Z")
        #expect(period.end.description == "2026-10-28T23:00:00Z")
    }

    @Test func `the day on which clocks go back has 25 hours`() throws {
        let berlin = try TestZones.zone("Berlin")
        let pieces = try #require(try Self.period("2026-10-25", "2026-10-25", berlin).pieces(by: .day))
        #expect(pieces.map { $0.end - $0.start } == [.hours(25)])
    }

    @Test func `too many pieces are none`() throws {
        let period = try Self.period("2020-01-01", "2026-12-31", .utc)
        #expect(period.pieces(by: .day) == nil)
        #expect(period.pieces(by: .month)?.count == 84)
    }

    @Test func `a period does not end before it begins`() throws {
        let day = try #require(CalendarDay("2026-11-01"))
        #expect(CalendarPeriod(from: day, to: day.adding(days: -1), in: .utc) == nil)
    }

    @Test(
        arguments: [
            ("2026-11-23 00:00", "2026-11-16", "2026-11-22"),
            ("2026-11-29 23:59", "2026-11-16", "2026-11-22"),
            ("2026-01-01 12:00", "2025-12-22", "2025-12-28"),
        ])
    func `last week is the last whole one`(now: String, first: String, last: String) throws {
        let berlin = try TestZones.zone("Berlin")
        let week = CalendarPeriod.lastWeek(before: TestZones.moment(now, in: berlin), in: berlin)
        #expect(week.first.description == first)
        #expect(week.last.description == last)
    }
}
