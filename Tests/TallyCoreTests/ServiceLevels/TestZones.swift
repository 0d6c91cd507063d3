import MailParsing
import TallyCore

/// The zones that the tests of business hours live in.
enum TestZones {
    static func zone(_ name: String) throws -> ZoneRules {
        name == "UTC" ? .utc : try ZoneRules(tzif: testFile("../Time/zoneinfo/" + name))
    }

    /// `2026-03-29 02:30` on the clocks of a zone.
    static func moment(_ text: String, in zone: ZoneRules) -> Timestamp {
        let numbers = text.split { !$0.isNumber }.map { Int($0) ?? 0 }
        return zone.moment(
            of: CivilTime(
                year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4]))
    }

    /// A calendar with the same windows on the days named, Monday being 0.
    static func calendar(
        _ windows: [String], days: ClosedRange<Int> = 0...4, holidays: [String] = []
    ) throws -> BusinessCalendar {
        let list = windows.compactMap { BusinessCalendar.Window($0) }
        let holidays = holidays.compactMap { BusinessCalendar.Holiday($0) }
        return BusinessCalendar(
            timeZone: "UTC", windows: (0..<7).map { days.contains($0) ? list : [] }, holidays: Set(holidays))
    }
}
