import MailParsing
import TallyCore
import TestSupport
import Testing

@Suite("Business hours") struct BusinessHoursTests {
    /// From when to when on the clocks of a zone, and how many minutes of it count from nine to five on weekdays.
    @Test(
        arguments: [
            ("Berlin", "2026-11-23 09:00", "2026-11-23 17:00", 480),
            ("Berlin", "2026-11-23 08:00", "2026-11-23 09:30", 30),
            ("Berlin", "2026-11-20 16:00", "2026-11-23 10:00", 120),
            ("Berlin", "2026-11-21 00:00", "2026-11-22 23:59", 0),
            ("New_York", "2026-11-23 09:00", "2026-11-24 09:01", 481),
            ("Kolkata", "2026-11-23 12:15", "2026-11-23 12:45", 30),
            // A week with a change of the clocks on its Sunday has its forty hours all the same.
            ("Berlin", "2026-03-23 00:00", "2026-03-30 00:00", 2_400),
            ("Berlin", "2026-03-30 00:00", "2026-04-06 00:00", 2_400),
            ("Lord_Howe", "2026-09-28 00:00", "2026-10-12 00:00", 4_800),
        ] as [(String, String, String, Int)])
    func `only open hours count`(zone: String, start: String, end: String, minutes: Int) throws {
        let rules = try TestZones.zone(zone)
        let hours = BusinessHours(try TestZones.calendar(["09:00-17:00"]), in: rules)
        let (from, to) = (TestZones.moment(start, in: rules), TestZones.moment(end, in: rules))
        #expect(hours.elapsed(from: from, to: to) == .minutes(minutes))
        #expect(hours.elapsed(from: to, to: from) == .zero)
    }

    /// A night shift from one to four, where clocks change at two or three.
    @Test(
        arguments: [
            ("Berlin", "2026-03-29 00:00", 120, "an hour is skipped"),
            ("Berlin", "2026-10-25 00:00", 240, "an hour comes twice"),
            ("New_York", "2026-03-08 00:00", 120, "an hour is skipped"),
            ("New_York", "2026-11-01 00:00", 240, "an hour comes twice"),
            ("Lord_Howe", "2026-10-04 00:00", 150, "half an hour is skipped"),
            ("Lord_Howe", "2026-04-05 00:00", 210, "half an hour comes twice"),
            ("Berlin", "2026-07-05 00:00", 180, "nothing happens"),
        ] as [(String, String, Int, String)])
    func `the night in which clocks change has the hours that people live through`(
        zone: String, midnight: String, minutes: Int, note: String
    ) throws {
        let rules = try TestZones.zone(zone)
        let hours = BusinessHours(try TestZones.calendar(["01:00-04:00"], days: 0...6), in: rules)
        let start = TestZones.moment(midnight, in: rules)
        #expect(hours.elapsed(from: start, to: start + .hours(12)) == .minutes(minutes), "\(note)")
    }

    @Test func `a window ends on the clock even when it ends in the skipped hour`() throws {
        let berlin = try TestZones.zone("Berlin")
        let hours = BusinessHours(try TestZones.calendar(["01:00-02:30"], days: 6...6), in: berlin)
        let start = TestZones.moment("2026-03-29 00:00", in: berlin)
        #expect(hours.elapsed(from: start, to: start + .hours(12)) == .minutes(60))
    }

    @Test(
        arguments: [
            ("2026-12-24", "2026-12-24 10:00", "2026-12-28 10:00", 360 + 480 + 60 - 360),
            ("12-24", "2027-12-24 10:00", "2027-12-27 10:00", 60),
            ("2026-12-24", "2027-12-24 10:00", "2027-12-27 10:00", 480),
        ] as [(String, String, String, Int)])
    func `nothing counts on a holiday`(holiday: String, start: String, end: String, minutes: Int) throws {
        let calendar = try TestZones.calendar(["09:00-17:00"], holidays: [holiday])
        let hours = BusinessHours(calendar, in: .utc)
        let (from, to) = (TestZones.moment(start, in: .utc), TestZones.moment(end, in: .utc))
        #expect(hours.elapsed(from: from, to: to) == .minutes(minutes))
    }

    @Test(
        arguments: [
            ("2026-11-23 09:00", 480, "2026-11-23 17:00"), ("2026-11-23 09:00", 481, "2026-11-24 09:01"),
            ("2026-11-20 16:30", 60, "2026-11-23 09:30"), ("2026-11-21 12:00", 1, "2026-11-23 09:01"),
            ("2026-11-21 12:00", 0, "2026-11-21 12:00"),
        ] as [(String, Int, String)])
    func `a due time lies in open hours`(start: String, minutes: Int, due: String) throws {
        let berlin = try TestZones.zone("Berlin")
        let hours = BusinessHours(try TestZones.calendar(["09:00-17:00"]), in: berlin)
        let moment = hours.moment(after: .minutes(minutes), from: TestZones.moment(start, in: berlin))
        #expect(moment == TestZones.moment(due, in: berlin))
    }

    @Test func `always is always`() {
        let start = Timestamp(unixSeconds: 1_795_000_000)
        #expect(BusinessHours.always.elapsed(from: start, to: start + .days(400)) == .days(400))
        #expect(BusinessHours.always.moment(after: .hours(4), from: start) == start + .hours(4))
    }

    @Test func `a calendar whose every day is a holiday has no due time`() throws {
        let days = (1...31).flatMap { day in (1...12).map { "\($0.padded(2))-\(day.padded(2))" } }
        let hours = BusinessHours(
            try TestZones.calendar(["00:00-24:00"], days: 0...6, holidays: days), in: .utc)
        #expect(hours.moment(after: .minutes(1), from: Timestamp(unixSeconds: 0)) == nil)
    }

    /// Random hours over random times, near changes of the clocks and far from them, against counting minutes.
    @Test(arguments: ["UTC", "Berlin", "New_York", "Lord_Howe", "Casablanca", "Gaza", "Kolkata", "Dublin"])
    func `what counts is what counting minutes finds`(name: String) throws {
        let zone = try TestZones.zone(name)
        var random = SeededGenerator(seed: 11)
        let changes = [
            1_774_746_000, 1_792_890_000, 1_772_953_200, 1_793_512_800, 1_790_953_200, 1_800_000_000,
        ]
        for change in changes {
            let calendar = MinuteModel.randomCalendar(&random)
            let hours = BusinessHours(calendar, in: zone)
            let start = Timestamp(
                unixSeconds: Int64(change / 60 * 60 - Int.random(in: 0...2_880, using: &random) * 60))
            let minutes = Int.random(in: 1...7_200, using: &random)
            let end = start + .minutes(minutes)
            let counted = (0..<minutes).count { MinuteModel.isOpen(calendar, zone, at: start + .minutes($0)) }
            #expect(hours.elapsed(from: start, to: end) == .minutes(counted), "\(start), \(minutes) minutes")
            guard counted > 0 else { continue }
            let due = try #require(hours.moment(after: .minutes(counted), from: start))
            #expect(due <= end)
            #expect(hours.elapsed(from: start, to: due) == .minutes(counted))
            #expect(MinuteModel.isOpen(calendar, zone, at: due - .minutes(1)))
        }
    }
}
