internal import MailParsing

/// The rule of a zone for the years to come, in the form of POSIX's `TZ` variable (RFC 8536 §3.3).
struct ZoneRule: Hashable, Sendable {
    /// A day of every year.
    enum Day: Hashable, Sendable {
        /// `Jn`: 1 … 365, and 29 February is never counted.
        case julian(Int)
        /// `n`: 0 … 365, and 29 February is counted.
        case ordinal(Int)
        /// `Mm.w.d`: the week-th (5 is the last) such weekday (0 is Sunday) of a month.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    /// When clocks change, in the time that was shown until then.
    struct Change: Hashable, Sendable {
        let day: Day
        /// Seconds after midnight; may be negative, or lie in a later day (RFC 8536 §3.3.1).
        let time: Int64
    }

    /// Clocks that go forward and back each year.
    struct Daylight: Hashable, Sendable {
        let clock: ZoneRules.Clock
        let start: Change
        let end: Change
    }

    let standard: ZoneRules.Clock
    let daylight: Daylight?

    func clock(atUnixSeconds moment: Int64) -> ZoneRules.Clock {
        guard let daylight else { return standard }
        let year = CivilTime(unixSeconds: moment + Int64(standard.offset)).year
        let start = daylight.start.localSeconds(in: year) - Int64(standard.offset)
        let end = daylight.end.localSeconds(in: year) - Int64(daylight.clock.offset)
        let isDaylight = start < end ? start <= moment && moment < end : moment < end || start <= moment
        return isDaylight ? daylight.clock : standard
    }

    /// The next moment at which clocks go forward or back; nil when they never do.
    func nextChange(afterUnixSeconds moment: Int64) -> Int64? {
        guard let daylight else { return nil }
        let year = CivilTime(unixSeconds: moment + Int64(standard.offset)).year
        // A change may be written as an hour of another year's day, so the neighbours are looked at too.
        return (year - 1...year + 1).flatMap { year in
            [
                daylight.start.localSeconds(in: year) - Int64(standard.offset),
                daylight.end.localSeconds(in: year) - Int64(daylight.clock.offset),
            ]
        }.filter { $0 > moment }.min()
    }
}

extension ZoneRule.Change {
    /// Seconds since 1970-01-01T00:00:00 on the clock itself.
    func localSeconds(in year: Int) -> Int64 {
        CivilTime(year: year, month: 1, day: 1).unixSeconds + dayOfYear(in: year) * 86_400 + time
    }

    /// 0 is 1 January.
    private func dayOfYear(in year: Int) -> Int64 {
        let january = CivilTime(year: year, month: 1, day: 1).unixSeconds
        switch day {
        case .ordinal(let day):
            return Int64(day)
        case .julian(let day):
            let march = CivilTime(year: year, month: 3, day: 1).unixSeconds
            let isLeap = (march - january) / 86_400 == 60
            return Int64(isLeap && day >= 60 ? day : day - 1)
        case .weekday(let month, let week, let weekday):
            let first = CivilTime(year: year, month: month, day: 1)
            let next =
                month == 12
                ? CivilTime(year: year + 1, month: 1, day: 1)
                : CivilTime(year: year, month: month + 1, day: 1)
            let length = (next.unixSeconds - first.unixSeconds) / 86_400
            // `CivilTime` counts weekdays from Monday, POSIX from Sunday.
            let offset = (weekday + 6 - first.weekday) % 7
            var day = Int64(offset < 0 ? offset + 7 : offset) + Int64(week - 1) * 7
            if day >= length { day -= 7 }
            return (first.unixSeconds - january) / 86_400 + day
        }
    }
}

// MARK: Reading

extension ZoneRule {
    /// Reads `CET-1CEST,M3.5.0,M10.5.0/3`; nil when it is no such rule.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = ZoneRuleReader(rest: text)
        guard let name = reader.name(), let west = reader.seconds(maximumHours: 24) else { return nil }
        standard = .init(offset: -west, isDaylight: false, abbreviation: name)
        guard !reader.rest.isEmpty else {
            daylight = nil
            return
        }
        guard let name = reader.name() else { return nil }
        let east =
            reader.rest.first == UInt8(ascii: ",")
            ? 3_600 - west : reader.seconds(maximumHours: 24).map { -$0 }
        guard let east, let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else {
            return nil
        }
        let clock = ZoneRules.Clock(offset: east, isDaylight: true, abbreviation: name)
        daylight = Daylight(clock: clock, start: start, end: end)
    }
}

/// Takes the pieces of a rule from its front.
private struct ZoneRuleReader {
    var rest: ArraySlice<UInt8>

    /// Three or more letters, or letters, digits and signs in angle brackets.
    mutating func name() -> String? {
        let isQuoted = take(UInt8(ascii: "<"))
        let name = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): isQuoted
            default: false
            }
        }
        rest = rest.dropFirst(name.count)
        guard (3...16).contains(name.count), !isQuoted || take(UInt8(ascii: ">")) else { return nil }
        return String(decoding: name, as: UTF8.self)
    }

    /// `[+|-]hh[:mm[:ss]]`.
    mutating func seconds(maximumHours: Int) -> Int? {
        let isNegative = take(UInt8(ascii: "-"))
        if !isNegative { _ = take(UInt8(ascii: "+")) }
        guard let hours = number(in: 0...maximumHours) else { return nil }
        var seconds = hours * 3_600
        for unit in [60, 1] where take(UInt8(ascii: ":")) {
            guard let count = number(in: 0...59) else { return nil }
            seconds += count * unit
        }
        return isNegative ? -seconds : seconds
    }

    /// `,date[/time]`; the time is 02:00 when it is left out.
    mutating func change() -> ZoneRule.Change? {
        guard take(UInt8(ascii: ",")), let day = day() else { return nil }
        guard take(UInt8(ascii: "/")) else { return .init(day: day, time: 7_200) }
        return seconds(maximumHours: 167).map { .init(day: day, time: Int64($0)) }
    }

    private mutating func day() -> ZoneRule.Day? {
        if take(UInt8(ascii: "J")) { return number(in: 1...365).map { .julian($0) } }
        guard take(UInt8(ascii: "M")) else { return number(in: 0...365).map { .ordinal($0) } }
        guard let month = number(in: 1...12), take(UInt8(ascii: ".")), let week = number(in: 1...5),
            take(UInt8(ascii: ".")), let weekday = number(in: 0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return decimal(digits, in: range)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }
}
