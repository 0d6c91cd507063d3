internal import Glibc

/// The moment in the one form that HTTP writes (IMF-fixdate, RFC 9110 §5.6.7), made once a second.
struct HTTPDate {
    private var seconds: time_t = 0
    private var text = ""

    /// The date field for now.
    mutating func now() -> String {
        let current = time(nil)
        if current != seconds || text.isEmpty {
            seconds = current
            text = Self.text(current)
        }
        return text
    }

    /// In the C locale, in which every program starts and this one stays, names are the English ones of the RFC.
    static func text(_ unixSeconds: time_t) -> String {
        var moment = unixSeconds
        var civil = unsafe tm()
        unsafe gmtime_r(&moment, &civil)
        var room = [CChar](repeating: 0, count: 32)
        let count = unsafe strftime(&room, room.count, "%a, %d %b %Y %H:%M:%S GMT", &civil)
        return String(decoding: room[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
