internal import MailParsing

/// A calendar on the clocks of its zone: the moments at which a service level's time passes.
///
/// A moment counts when the clock on the wall then shows a time inside a window of a day that is no holiday. So an
/// hour that is skipped in spring is never worked, and an hour that comes twice in autumn is worked twice.
package struct BusinessHours: Hashable, Sendable {
    /// How far ahead a due time is looked for: a calendar may have a handful of minutes a year.
    package static let horizon = Duration.days(20 * 366)

    /// Every moment counts.
    package static let always = BusinessHours(calendar: nil, zone: .utc)

    /// Nil means always.
    private let calendar: BusinessCalendar?
    private let zone: ZoneRules

    private init(calendar: BusinessCalendar?, zone: ZoneRules) {
        self.calendar = calendar
        self.zone = zone
    }

    /// - Parameter zone: the rules of the calendar's time zone.
    package init(_ calendar: BusinessCalendar, in zone: ZoneRules) {
        self.init(calendar: calendar, zone: zone)
    }

    /// How much time counts between two moments; none when the second is not later.
    package func elapsed(from start: Timestamp, to end: Timestamp) -> Duration {
        guard start < end else { return .zero }
        guard let calendar else { return end - start }
        var sum: Int64 = 0
        forEachOpening(of: calendar, from: start.milliseconds, to: end.milliseconds) { opening in
            sum += Int64(opening.count)
            return true
        }
        return .milliseconds(sum)
    }

    /// The first moment by which so much time has counted since `start`; nil when none is in sight.
    package func moment(after duration: Duration, from start: Timestamp) -> Timestamp? {
        guard duration > .zero else { return start }
        guard let calendar else { return start + duration }
        var left = duration.milliseconds
        var found: Int64?
        let end = (start + Self.horizon).milliseconds
        forEachOpening(of: calendar, from: start.milliseconds, to: end) { opening in
            if left <= opening.count {
                found = opening.lowerBound + left
                return false
            }
            left -= Int64(opening.count)
            return true
        }
        return found.map { Timestamp(milliseconds: $0) }
    }

    /// Gives each stretch of counting time, in order, until `body` has had enough.
    ///
    /// Goes from one change of the clock to the next: in between, days are all of one length.
    private func forEachOpening(
        of calendar: BusinessCalendar, from start: Int64, to end: Int64, _ body: (Range<Int64>) -> Bool
    ) {
        var position = start
        while position < end {
            let now = Timestamp(milliseconds: position)
            let offset = Int64(zone.clock(at: now).offset) * 1_000
            let next = zone.nextChange(after: now).map { min($0.milliseconds, end) } ?? end
            let local = position + offset..<next + offset
            var day = Self.day(of: local.lowerBound)
            while day * Self.dayLength < local.upperBound {
                for window in calendar.windows(ofDay: day) {
                    let opening = Self.range(of: window, on: day).clamped(to: local)
                    if !opening.isEmpty,
                        !body(opening.lowerBound - offset..<opening.upperBound - offset)
                    {
                        return
                    }
                }
                day += 1
            }
            position = next
        }
    }

    /// In milliseconds.
    private static let dayLength: Int64 = 86_400_000

    private static func day(of local: Int64) -> Int64 {
        local >= 0 ? local / dayLength : (local - dayLength + 1) / dayLength
    }

    private static func range(of window: BusinessCalendar.Window, on day: Int64) -> Range<Int64> {
        let midnight = day * dayLength
        return midnight + Int64(window.start) * 60_000..<midnight + Int64(window.end) * 60_000
    }
}

extension BusinessCalendar {
    /// The windows of a day, which is counted from 1970-01-01.
    fileprivate func windows(ofDay day: Int64) -> [Window] {
        // 1970-01-01 was a Thursday.
        let remainder = Int((day + 3) % 7)
        let windows = self.windows[remainder < 0 ? remainder + 7 : remainder]
        guard !windows.isEmpty, !holidays.isEmpty else { return windows }
        let date = CivilTime(unixSeconds: day * 86_400)
        let isHoliday =
            holidays.contains(Holiday(year: date.year, month: date.month, day: date.day))
            || holidays.contains(Holiday(year: nil, month: date.month, day: date.day))
        return isHoliday ? [] : windows
    }
}
