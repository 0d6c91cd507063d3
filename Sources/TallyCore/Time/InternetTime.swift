internal import MailParsing

extension Timestamp {
    /// Reads a date and time as programs write it; nil when it is none.
    ///
    ///     date-time = full-date ("T" / "t" / " ") partial-time time-offset   ; RFC 3339 §5.6
    ///     full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT
    ///
    /// A date alone is the last second of that day, since something due on a day may be done until it is
    /// over.
    ///
    /// - Parameter zone: whose day a date alone is.
    package init?(internetTime text: String, zone: ZoneRules = .utc) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40, bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4], in: 1970...9999), let month = decimal(bytes[5..<7], in: 1...12),
            let day = decimal(bytes[8..<10], in: 1...31)
        else { return nil }
        let date = CivilTime(year: year, month: month, day: day)
        // The 31st of a month that has none would be read as a day of the next one.
        guard CivilTime(unixSeconds: date.unixSeconds) == date else { return nil }
        if bytes.count == 10 {
            self = zone.moment(
                of: CivilTime(year: year, month: month, day: day, hour: 23, minute: 59, second: 59))
            return
        }
        guard "Tt ".utf8.contains(bytes[10]), let seconds = Self.secondsOfDay(bytes[11...]) else {
            return nil
        }
        self.init(unixSeconds: date.unixSeconds + seconds)
    }

    /// `partial-time time-offset`, as seconds behind midnight in UTC.
    private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let start = bytes.startIndex
        guard bytes.count >= 9, bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":"),
            let hour = decimal(bytes[start..<start + 2], in: 0...23),
            let minute = decimal(bytes[start + 3..<start + 5], in: 0...59),
            let second = decimal(bytes[start + 6..<start + 8], in: 0...60)
        else { return nil }
        var rest = bytes[(start + 8)...]
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard let offset = offset(rest) else { return nil }
        return Int64(hour * 3_600 + minute * 60 + second) - offset
    }

    /// `time-offset = "Z" / (("+" / "-") time-hour ":" time-minute)`, in seconds east of UTC.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let first = bytes.first else { return nil }
        let rest = bytes.dropFirst()
        if first == UInt8(ascii: "Z") || first == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
        let start = rest.startIndex
        guard rest.count == 5, rest[start + 2] == UInt8(ascii: ":"),
            let hours = decimal(rest.prefix(2), in: 0...23), let minutes = decimal(rest.suffix(2), in: 0...59)
        else { return nil }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        if first == UInt8(ascii: "+") { return seconds }
        return first == UInt8(ascii: "-") ? -seconds : nil
    }
}
