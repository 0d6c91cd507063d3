internal import MailParsing

/// A date as people write it, before the site's time zone makes a moment of it.
package enum DueDate: Hashable, Sendable {
    /// A day of the calendar, and perhaps a time of that day.
    case day(year: Int, month: Int, day: Int, minute: Int?)
    /// Days from today.
    case inDays(Int)
    /// The next day of that name after today, Monday being 0.
    case weekday(Int)

    /// Reads `2026-12-24`, `2026-12-24 17:00`, `24.12.2026`, `today`, `tomorrow`, `friday`, `in 3 days`, `in
    /// 2 weeks`.
    ///
    /// A day and a month with slashes between them is refused: half the world reads it the other way round.
    package init?(_ text: String) {
        guard let date = Self.day(text) ?? Self.relative(asciiLowercased(text.utf8)) else { return nil }
        self = date
    }

    private static func day(_ text: String) -> DueDate? {
        let bytes = Array(asciiLowercased(text.utf8).utf8)
        let parts = bytes.split(maxSplits: 1) { $0 == 0x20 || $0 == UInt8(ascii: "t") }
        guard let date = parts.first else { return nil }
        var minute: Int?
        if parts.count == 2 {
            guard let time = self.minute(CommandLine.trimmed(parts[1])) else { return nil }
            minute = time
        }
        let isISO = date.contains(UInt8(ascii: "-"))
        let numbers = date.split(
            separator: UInt8(ascii: isISO ? "-" : "."), omittingEmptySubsequences: false
        ).map { decimal($0, in: 1...9_999) }
        let fields = numbers.compactMap { $0 }
        guard fields.count == 3, numbers.count == 3 else { return nil }
        let (year, month, day) = isISO ? (fields[0], fields[1], fields[2]) : (fields[2], fields[1], fields[0])
        guard year >= 2_000, (1...12).contains(month), (1...length(of: month, in: year)).contains(day) else {
            return nil
        }
        return .day(year: year, month: month, day: day, minute: minute)
    }

    private static func minute(_ bytes: ArraySlice<UInt8>) -> Int? {
        let fields = bytes.split(separator: UInt8(ascii: ":"))
        guard fields.count == 2, let hour = decimal(fields[0], in: 0...23),
            let minute = decimal(fields[1], in: 0...59)
        else { return nil }
        return hour * 60 + minute
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private static func relative(_ text: String) -> DueDate? {
        switch text {
        case "today": return .inDays(0)
        case "tomorrow": return .inDays(1)
        default: break
        }
        if let number = days.firstIndex(of: text) { return .weekday(number) }
        var words = text.utf8.split(separator: 0x20)
        if words.first?.elementsEqual("in".utf8) == true { words.removeFirst() }
        guard words.count == 2, let count = decimal(words[0], in: 1...1_000) else { return nil }
        switch String(Substring(words[1])) {
        case "day", "days": return .inDays(count)
        case "week", "weeks": return .inDays(count * 7)
        default: return nil
        }
    }
}

extension DueDate {
    /// The moment that is meant, at the clocks of a zone.
    ///
    /// A day without a time lasts until its last second, 23:59:59.
    package func moment(now: Timestamp, in zone: ZoneRules) -> Timestamp {
        let today = zone.civilTime(at: now)
        switch self {
        case .day(let year, let month, let day, let minute):
            let date = CivilTime(year: year, month: month, day: day)
            guard let minute else { return Self.end(of: date, in: zone) }
            return zone.moment(
                of: CivilTime(
                    year: year, month: month, day: day, hour: minute / 60, minute: minute % 60))
        case .inDays(let count):
            return Self.end(of: Self.day(count, after: today), in: zone)
        case .weekday(let number):
            let distance = (number - today.weekday + 7) % 7
            return Self.end(of: Self.day(distance == 0 ? 7 : distance, after: today), in: zone)
        }
    }

    /// Counted on the calendar: days on which clocks change are longer or shorter.
    private static func day(_ count: Int, after today: CivilTime) -> CivilTime {
        CivilTime(unixSeconds: today.unixSeconds + Int64(count) * 86_400)
    }

    private static func end(of day: CivilTime, in zone: ZoneRules) -> Timestamp {
        zone.moment(
            of: CivilTime(
                year: day.year, month: day.month, day: day.day, hour: 23, minute: 59, second: 59))
    }
}
