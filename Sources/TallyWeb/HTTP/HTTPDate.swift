internal import Glibc

/// The moment in the one form that HTTP writes (IMF-fixdate, RFC 9110 §5.6.7), made once a second.
struct HTTPDate {
    private var seconds: time_t = 0
    private var text = ""

    /// The date field for now.
    mutating func now() -> String {
        let current = unsafe time(nil)
        if current != seconds || text.isEmpty {
            seconds = current
            text = Self.text(unixSeconds: Int64(current))
        }
        return text
    }

    static func text(unixSeconds: Int64) -> String {
        var moment = time_t(unixSeconds)
        var civil = tm()
        unsafe gmtime_r(&moment, &civil)
        let day = days[Int(civil.tm_wday)]
        let month = months[Int(civil.tm_mon)]
        let date = "\(day), \(twoDigits(civil.tm_mday)) \(month) \(civil.tm_year + 1_900)"
        let time = "\(twoDigits(civil.tm_hour)):\(twoDigits(civil.tm_min)):\(twoDigits(civil.tm_sec))"
        return "\(date) \(time) GMT"
    }

    private static func twoDigits(_ number: Int32) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
