package import MailParsing

/// What clocks on the wall show in one time zone, at any moment.
///
/// Read from a compiled zone (RFC 8536), whose bytes come from the caller: the core has no I/O.
package struct ZoneRules: Hashable, Sendable {
    /// The offset of the clock for a while, and what people call it (RFC 8536 §3.2, local time type).
    package struct Clock: Hashable, Sendable {
        /// Seconds east of UTC.
        package let offset: Int
        package let isDaylight: Bool
        /// `CET`, or `+0545` where people have no letters for it.
        package let abbreviation: String
    }

    struct Transition: Hashable, Sendable {
        /// The first moment of the new clock, in seconds since 1970-01-01T00:00:00Z.
        let moment: Int64
        let clock: Clock
    }

    /// The clock before the first transition.
    let first: Clock
    /// Ascending.
    let transitions: [Transition]
    /// The rule for moments after the last transition; nil when its clock stays.
    let rule: ZoneRule?

    /// Coordinated Universal Time.
    package static let utc = ZoneRules(
        first: Clock(offset: 0, isDaylight: false, abbreviation: "UTC"), transitions: [], rule: nil)

    /// The clock at a moment.
    package func clock(at moment: Timestamp) -> Clock { clock(atUnixSeconds: moment.unixSeconds) }

    /// The date and time of day at a moment.
    package func civilTime(at moment: Timestamp) -> CivilTime {
        CivilTime(unixSeconds: moment.unixSeconds + Int64(clock(at: moment).offset))
    }

    /// The moment at which the clock shows this date and time.
    ///
    /// A time that comes twice, when clocks go back, is its first; a time that is skipped is read as if the clock had
    /// not gone forward yet, as RFC 5545 §3.3.5 has it.
    package func moment(of civil: CivilTime) -> Timestamp {
        let local = civil.unixSeconds
        // No zone is more than 26 hours from UTC, so these are the clocks before and after any change nearby.
        let before = Int64(clock(atUnixSeconds: local - 93_600).offset)
        let after = Int64(clock(atUnixSeconds: local + 93_600).offset)
        let matching = [before, after].map { local - $0 }.filter { moment in
            moment + Int64(clock(atUnixSeconds: moment).offset) == local
        }
        return Timestamp(unixSeconds: matching.min() ?? local - before)
    }

    /// The next moment at which the clock changes; nil when it never does again.
    ///
    /// Sometimes only what people call it changes, and not the time it shows.
    package func nextChange(after moment: Timestamp) -> Timestamp? {
        let seconds = moment.unixSeconds
        if let last = transitions.last, seconds < last.moment {
            return Timestamp(unixSeconds: transitions[count(upTo: seconds)].moment)
        }
        return rule?.nextChange(afterUnixSeconds: seconds).map { Timestamp(unixSeconds: $0) }
    }

    private func clock(atUnixSeconds moment: Int64) -> Clock {
        guard let last = transitions.last, moment < last.moment else {
            return rule?.clock(atUnixSeconds: moment) ?? transitions.last?.clock ?? first
        }
        let passed = count(upTo: moment)
        return passed == 0 ? first : transitions[passed - 1].clock
    }

    /// How many transitions have happened by then.
    private func count(upTo moment: Int64) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].moment <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether `text` may be the name of a zone, and so part of a path: `Europe/Berlin`, `Etc/GMT+3`.
    package static func isZoneName(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return text.utf8.count <= 64
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { isAlphanumeric($0) || "_+-".utf8.contains($0) }
            }
    }
}

extension Timestamp {
    /// For people: `22 Nov 2026, 09:15 CET`.
    package func formatted(in zone: ZoneRules) -> String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let time = zone.civilTime(at: self)
        let abbreviation = zone.clock(at: self).abbreviation
        let isNumber =
            abbreviation.utf8.first.map { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") } ?? false
        return "\(time.day) \(months[time.month - 1]) \(time.year), "
            + "\(time.hour.padded(2)):\(time.minute.padded(2)) \(isNumber ? "UTC" : "")\(abbreviation)"
    }
}
