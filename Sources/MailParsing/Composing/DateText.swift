/// Dates as header fields hold them.
package enum DateText {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `date-time` of RFC 5322 §3.3, in UTC; beyond the years that it can name, the nearest one.
    ///
    /// - Parameter unixSeconds: seconds since 1970-01-01T00:00:00Z.
    package static func rfc5322(_ unixSeconds: Int64) -> String {
        let first: Int64 = -2_208_988_800  // 1900, the first year of RFC 5322 §3.3
        let last: Int64 = 253_402_300_799  // the end of 9999
        let time = CivilTime(unixSeconds: min(max(unixSeconds, first), last))
        let clock = [time.hour, time.minute, time.second].map(twoDigits).joined(separator: ":")
        return "\(days[time.weekday]), \(time.day) \(months[time.month - 1]) \(time.year) \(clock) +0000"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
