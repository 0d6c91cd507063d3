internal import MailParsing

/// A time in which somebody is away: no ticket is assigned to them, though they may claim one.
package struct Absence: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let person: Person.ID
    package let period: AbsencePeriod

    package init(id: ID, person: Person.ID, period: AbsencePeriod) {
        self.id = id
        self.person = person
        self.period = period
    }
}

/// From when until when somebody is away, and a word why.
package struct AbsencePeriod: Hashable, Sendable {
    package let begin: Timestamp
    /// The first moment at which they are there again.
    package let end: Timestamp
    package let note: String

    /// Nil when it would end before it begins.
    package init?(begin: Timestamp, end: Timestamp, note: String = "") {
        guard begin < end else { return nil }
        self.begin = begin
        self.end = end
        self.note = note
    }

    /// Reads a period out of two dates or moments (RFC 3339 §5.6); a date alone is a whole day, the last one too.
    ///
    /// - Parameter zone: whose days they are.
    package init?(from: String, until: String, note: String = "", zone: ZoneRules) {
        guard var begin = Timestamp(internetTime: from, zone: zone),
            var end = Timestamp(internetTime: until, zone: zone)
        else { return nil }
        if from.utf8.count == 10 {
            let day = zone.civilTime(at: begin)
            begin = zone.moment(of: CivilTime(year: day.year, month: day.month, day: day.day))
        }
        if until.utf8.count == 10 { end = end + .seconds(1) }
        self.init(begin: begin, end: end, note: note)
    }

    package func contains(_ moment: Timestamp) -> Bool { begin <= moment && moment < end }
}
