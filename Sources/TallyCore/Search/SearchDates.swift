internal import MailParsing

/// Spans of time as a search writes them; days are those of UTC.
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
        let day: Int64 = 86_400
        let today = now.unixSeconds - (now.unixSeconds % day + day) % day
        let word = String(decoding: text, as: UTF8.self)
        if word == "today" { return Self.span(today, today + day) }
        if word == "yesterday" { return Self.span(today - day, today) }
        let pieces = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (1...3).contains(pieces.count), let year = decimal(pieces[0], in: 1970...9998) else {
            return nil
        }
        guard pieces.count > 1 else {
            return Self.span(Self.seconds(year, 1, 1), Self.seconds(year + 1, 1, 1))
        }
        guard let month = decimal(pieces[1], in: 1...12) else { return nil }
        let nextMonth =
            month == 12 ? Self.seconds(year + 1, 1, 1) : Self.seconds(year, month + 1, 1)
        let start = Self.seconds(year, month, 1)
        guard pieces.count > 2 else { return Self.span(start, nextMonth) }
        guard let number = decimal(pieces[2], in: 1...31) else { return nil }
        let first = start + Int64(number - 1) * day
        return first < nextMonth ? Self.span(first, first + day) : nil
    }

    private static func span(_ from: Int64, _ to: Int64) -> (from: Timestamp, to: Timestamp) {
        (Timestamp(unixSeconds: from), Timestamp(unixSeconds: to))
    }

    private static func seconds(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        CivilTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0).unixSeconds
    }
}
