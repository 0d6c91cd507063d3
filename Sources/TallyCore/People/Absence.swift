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

    package func contains(_ moment: Timestamp) -> Bool { begin <= moment && moment < end }
}
