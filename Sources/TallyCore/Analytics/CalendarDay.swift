internal import MailParsing

/// A date of the calendar, without a time of day and without a zone.
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    private let number: Int64

    private init(number: Int64) { self.number = number }

    /// `2026-11-01`; nil for anything else, dates that do not exist included.
    package init?(_ text: String) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            let year = decimal(parts[0], in: 1_970...9_999),
            let month = decimal(parts[1], in: 1...12), let day = decimal(parts[2], in: 1...31)
        else { return nil }
        self.init(year: year, month: month, day: day)
        // A day that the month does not have reads as one of the next.
        guard description == text else { return nil }
    }

    /// A date; a day behind the month's last is one of the next month.
    init(year: Int, month: Int, day: Int) {
        number = CivilTime(year: year, month: month, day: day).unixSeconds / 86_400
    }

    /// The date that the calendar of a zone shows at a moment.
    package init(of moment: Timestamp, in zone: ZoneRules) {
        let time = zone.civilTime(at: moment)
        self.init(year: time.year, month: time.month, day: time.day)
    }

    var civil: CivilTime { CivilTime(unixSeconds: number * 86_400) }

    /// The date some days later, or earlier when `days` is negative.
    package func adding(days: Int) -> CalendarDay { CalendarDay(number: number + Int64(days)) }

    /// The moment at which the day begins on the clocks of a zone, or so much later on those clocks.
    package func start(in zone: ZoneRules, hour: Int = 0) -> Timestamp {
        var time = civil
        time.hour = hour
        return zone.moment(of: time)
    }

    /// The Monday of the day's week.
    package var monday: CalendarDay { adding(days: -civil.weekday) }

    /// The first day of the next month.
    var nextMonth: CalendarDay {
        let date = civil
        return date.month == 12
            ? CalendarDay(year: date.year + 1, month: 1, day: 1)
            : CalendarDay(year: date.year, month: date.month + 1, day: 1)
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    /// `2026-11-01`.
    package var description: String {
        let date = civil
        return "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))"
    }
}
