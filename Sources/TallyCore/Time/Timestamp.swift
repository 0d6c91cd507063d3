package import MailParsing

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
///
/// The core has no clock of its own; every moment comes in as a value.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(unixSeconds: Int64) {
        milliseconds = unixSeconds * 1_000
    }

    /// Whole seconds, rounded towards the past.
    package var unixSeconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + duration.milliseconds)
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds - duration.milliseconds)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }

    /// The civil time in UTC.
    package var civil: CivilTime { CivilTime(unixSeconds: unixSeconds) }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with whole seconds, as the API and the database show it: `2026-11-22T08:15:00Z`.
    package var description: String {
        let time = civil
        var octets = Array(time.year.padded(4).utf8)
        // In one piece: a list of tickets has hundreds of them.
        octets.reserveCapacity(20)
        for (separator, number) in zip(
            "--T::".utf8, [time.month, time.day, time.hour, time.minute, time.second])
        {
            octets += [
                separator, UInt8(ascii: "0") + UInt8(number / 10), UInt8(ascii: "0") + UInt8(number % 10),
            ]
        }
        octets.append(UInt8(ascii: "Z"))
        return String(decoding: octets, as: UTF8.self)
    }
}

extension Int {
    /// Decimal digits, with zeros in front up to `width`.
    package func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}

extension Duration {
    /// Whole milliseconds.
    package var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
    package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
