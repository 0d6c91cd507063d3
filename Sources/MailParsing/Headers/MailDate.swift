/// The instant that a `Date` field names (RFC 5322 §3.3, obsolete forms §4.3).
///
///     date-time = [day-of-week ","] day month year time-of-day zone
///
/// QUIRK: RFC 5322 §3.3. Clients also write ISO 8601, the form of C's `asctime`, month first, dots in the time, AM and PM, a year of
/// two digits and no zone. All are read by what each word can be, not by its place. (quirks/date-02.eml,
/// quirks/date-03.eml, quirks/date-04.eml, quirks/date-05.eml, quirks/date-07.eml, quirks/date-11.eml, quirks/date-16.eml, quirks/date-17.eml)
struct MailDate {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var hasTime = false
    private var zoneMinutes: Int?
    /// The zone was named and not counted, as in `GMT`, and a number may follow.
    private var isZoneGreenwich = false
    private var isAfternoon: Bool?
    /// The word for the month may be one for a day of the week.
    private var isMonthDoubtful = false

    /// Seconds since 1970-01-01T00:00:00Z; nil when there is no date in it.
    static func unixSeconds(of value: [UInt8]) -> Int64? {
        var date = MailDate()
        // QUIRK: RFC 2047 §5. Programs encode the date as they do a subject. (quirks/date-15.eml)
        let isEncoded = value.starts(with: "=?".utf8)
        var cursor = ByteCursor(
            withoutCommentsInTime(isEncoded ? Array(EncodedWord.decode(value).utf8) : value))
        while !cursor.isAtEnd {
            cursor.skipCommentsAndWhitespace()
            guard let byte = cursor.current else { break }
            if byte.isDigit {
                date.takeNumber(&cursor)
            } else if byte.isLetter || byte >= 0x80 {
                date.takeWord(&cursor)
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                date.takeSign(&cursor)
            } else {
                cursor.advance()
            }
        }
        return date.unixSeconds
    }

    /// RFC 5322 §4.3: comments and white space may stand between the parts of a time.
    private static func withoutCommentsInTime(_ value: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var cursor = ByteCursor(value, 0..<min(value.count, 200))
        while let byte = cursor.current {
            if byte == UInt8(ascii: "("), cursor.takeComment() != nil { continue }
            cursor.advance()
            if byte == UInt8(ascii: ":") {
                while output.last?.isWhitespace == true { output.removeLast() }
                cursor.skipCommentsAndWhitespace()
            }
            output.append(byte)
        }
        return output
    }

    private var unixSeconds: Int64? {
        guard let year, let month, let day, (1...12).contains(month), (1...31).contains(day),
            (0...9_999).contains(year), hour < 25, minute < 61, second < 62
        else { return nil }
        var hour = hour
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        let local = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return local.unixSeconds - Int64(zoneMinutes ?? 0) * 60
    }

    private static func number(_ cursor: inout ByteCursor) -> (value: Int, digits: Int) {
        var value = 0
        var digits = 0
        while let byte = cursor.current, byte.isDigit {
            if digits < 9 { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
            digits += 1
            cursor.advance()
        }
        return (value, digits)
    }

    private mutating func takeNumber(_ cursor: inout ByteCursor) {
        let (value, digits) = Self.number(&cursor)
        let next = cursor.current
        let isTimeMark =
            next == UInt8(ascii: ":") || (next == UInt8(ascii: ".") && day != nil && month != nil)
        if !hasTime, digits <= 2, isTimeMark, cursor.peek(1)?.isDigit == true {
            takeTime(hour: value, &cursor)
        } else if digits == 8, year == nil, month == nil {
            // The basic form of ISO 8601: `19971121T155506Z`.
            (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
            takeBasicTime(&cursor)
        } else if digits >= 4, year == nil, month == nil,
            next == UInt8(ascii: "-") || next == UInt8(ascii: "/")
        {
            takeISODate(year: value, &cursor)
        } else if Self.takeUnit("年", &cursor) {
            year = value
        } else if Self.takeUnit("月", &cursor) {
            month = value
        } else if Self.takeUnit("日", &cursor) {
            day = value
        } else if day == nil, month == nil, digits <= 2, next == UInt8(ascii: "."),
            cursor.peek(1)?.isDigit == true
        {
            takeDots(day: value, &cursor)
        } else if day == nil, digits <= 2 {
            day = value
            if next == UInt8(ascii: "/") { takeSlashes(&cursor) }
        } else if year == nil, digits <= 4, day != nil {
            // RFC 5322 §4.3: two digits below 50 are after 2000; three digits count from 1900.
            year = digits == 2 ? value + (value < 50 ? 2_000 : 1_900) : digits == 3 ? value + 1_900 : value
        }
    }

    private mutating func takeTime(hour value: Int, _ cursor: inout ByteCursor) {
        hour = value
        hasTime = true
        cursor.advance()
        minute = Self.number(&cursor).value
        guard cursor.current == UInt8(ascii: ":") || cursor.current == UInt8(ascii: "."),
            cursor.peek(1)?.isDigit == true
        else { return }
        cursor.advance()
        second = Self.number(&cursor).value
        if cursor.current == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true {
            cursor.advance()
            _ = Self.number(&cursor)
        }
    }

    /// What East Asia writes behind the numbers of a date.
    private static func takeUnit(_ unit: String, _ cursor: inout ByteCursor) -> Bool {
        let octets = Array(unit.utf8)
        guard octets.indices.allSatisfy({ cursor.peek($0) == octets[$0] }) else { return false }
        cursor.advance(by: octets.count)
        return true
    }

    /// `T155506`.
    private mutating func takeBasicTime(_ cursor: inout ByteCursor) {
        guard cursor.current?.lowercased == UInt8(ascii: "t"), cursor.peek(1)?.isDigit == true else { return }
        cursor.advance()
        let (value, digits) = Self.number(&cursor)
        guard digits == 6 else { return }
        (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100)
        hasTime = true
    }

    /// `21.11.1997`.
    private mutating func takeDots(day value: Int, _ cursor: inout ByteCursor) {
        cursor.advance()
        day = value
        month = Self.number(&cursor).value
        guard cursor.current == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true else { return }
        cursor.advance()
        let last = Self.number(&cursor)
        year = last.digits == 2 ? last.value + (last.value < 50 ? 2_000 : 1_900) : last.value
    }

    /// `2003-10-01T12:00:00Z` (RFC 3339), with slashes in Japan.
    private mutating func takeISODate(year value: Int, _ cursor: inout ByteCursor) {
        let separator = cursor.next() ?? 0
        let first = Self.number(&cursor)
        guard first.digits > 0 else { return }
        year = value
        month = first.value
        guard cursor.take(separator) else { return }
        day = Self.number(&cursor).value
        if cursor.current?.lowercased == UInt8(ascii: "t") { cursor.advance() }
    }

    /// `11/22/2026`, in the order of the country that writes slashes.
    private mutating func takeSlashes(_ cursor: inout ByteCursor) {
        guard let first = day else { return }
        cursor.advance()
        let second = Self.number(&cursor)
        guard second.digits > 0 else { return }
        month = first > 12 ? second.value : first
        day = first > 12 ? first : second.value
        if cursor.take(UInt8(ascii: "/")) {
            let last = Self.number(&cursor)
            year = last.digits == 2 ? last.value + 2_000 : last.value
        }
    }

    private mutating func takeSign(_ cursor: inout ByteCursor) {
        let isNegative = cursor.current == UInt8(ascii: "-")
        cursor.advance()
        // `GMT+0100`: the name says what the number counts from.
        guard hasTime, zoneMinutes == nil || isZoneGreenwich, cursor.current?.isDigit == true else { return }
        isZoneGreenwich = false
        let first = Self.number(&cursor)
        var minutes = first.value / 100 * 60 + first.value % 100
        if first.digits <= 2 {
            minutes = first.value * 60
            if cursor.current == UInt8(ascii: ":"), cursor.peek(1)?.isDigit == true {
                cursor.advance()
                minutes += Self.number(&cursor).value
            }
        }
        guard minutes < 24 * 60 else { return }
        zoneMinutes = isNegative ? -minutes : minutes
    }

    /// Hours from UTC of the zones that RFC 5322 §4.3 names, and of others that clients write.
    private static let zones: [String: Int] = [
        "ut": 0, "gmt": 0, "utc": 0, "z": 0, "wet": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
        "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "eet": 2,
        "eest": 3,
        "msk": 3, "jst": 9, "kst": 9, "akst": -9, "akdt": -8, "hst": -10, "west": 1, "sast": 2,
        "aest": 10, "aedt": 11, "awst": 8, "nzst": 12, "nzdt": 13, "hkt": 8, "sgt": 8, "brt": -3, "art": -3,
        "mez": 1, "mesz": 2,
    ]

    private mutating func takeWord(_ cursor: inout ByteCursor) {
        var word: [UInt8] = []
        while let byte = cursor.current, byte.isLetter || byte >= 0x80 {
            word.append(byte.lowercased)
            cursor.advance()
        }
        let text = String(bytes: word)
        if month == nil || isMonthDoubtful, let named = MonthName.month(of: word) {
            month = named
            isMonthDoubtful = MonthName.mayBeDay(word)
        } else if text == "am" || text == "pm" {
            isAfternoon = text == "pm"
        } else if hasTime, zoneMinutes == nil, let hours = Self.zones[text] {
            zoneMinutes = hours * 60
            isZoneGreenwich = ["gmt", "utc"].contains(text)
        }
    }
}
