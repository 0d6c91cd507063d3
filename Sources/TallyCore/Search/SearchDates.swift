internal import MailParsing

/// Spans of time as a search writes them; days are those of a zone's calendar.
///
///     2026-01-31              that day
///     >2026-01-31             after that day; >= from its beginning on
///     <2026-01-31             before that day; <= up to its end
///     2026-01-01..2026-03-31  both days and all between
///     2026-01, 2026           that month, that year
///     today, yesterday        that day
///     7d, 2w                  the last seven days, the last two weeks
struct SearchDates {
    let now: Timestamp
    let zone: ZoneRules

    typealias Range = (from: Timestamp?, to: Timestamp?)

    /// Nil when the text is no span.
    func range(_ text: String) -> Range? {
        let text = Array(asciiLowercased(text.utf8).utf8)[...]
        let first = text.first
        if first == UInt8(ascii: ">") || first == UInt8(ascii: "<") {
            let isInclusive = text.dropFirst().first == UInt8(ascii: "=")
            guard let span = span(text.dropFirst(isInclusive ? 2 : 1)) else { return nil }
            if first == UInt8(ascii: ">") { return (isInclusive ? span.from : span.to, nil) }
            return (nil, isInclusive ? span.to : span.from)
        }
        if let dots = text.indices.first(where: { text[$0...].starts(with: "..".utf8) }) {
            guard let start = span(text[..<dots]), let end = span(text[(dots + 2)...]) else { return nil }
            return (start.from, end.to)
        }
        if let last = text.last, last == UInt8(ascii: "d") || last == UInt8(ascii: "w"),
            let count = decimal(text.dropLast(), in: 1...3_650)
        {
            return (now - .days(last == UInt8(ascii: "w") ? 7 * count : count), nil)
        }
        return span(text).map { ($0.from, $0.to) }
    }

    /// One day, month or year.
    private func span(_ text: ArraySlice<UInt8>) -> (from: Timestamp, to: Timestamp)? {
        let today = CalendarDay(of: now, in: zone)
        let word = String(decoding: text, as: UTF8.self)
        if word == "today" { return span(today, today.adding(days: 1)) }
        if word == "yesterday" { return span(today.adding(days: -1), today) }
        let pieces = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (1...3).contains(pieces.count), let year = decimal(pieces[0], in: 1970...9998) else {
            return nil
        }
        guard pieces.count > 1 else {
            return span(
                CalendarDay(year: year, month: 1, day: 1), CalendarDay(year: year + 1, month: 1, day: 1))
        }
        guard let month = decimal(pieces[1], in: 1...12) else { return nil }
        let start = CalendarDay(year: year, month: month, day: 1)
        guard pieces.count > 2 else { return span(start, start.nextMonth) }
        guard let number = decimal(pieces[2], in: 1...31) else { return nil }
        let day = start.adding(days: number - 1)
        return day < start.nextMonth ? span(day, day.adding(days: 1)) : nil
    }

    private func span(_ first: CalendarDay, _ end: CalendarDay) -> (from: Timestamp, to: Timestamp) {
        (first.start(in: zone), end.start(in: zone))
    }
}
