/// Days from one to another, both included, on the calendar of a zone.
package struct CalendarPeriod: Hashable, Sendable {
    /// What a period is cut into.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        case day
        /// From Monday to Sunday.
        case week
        case month
    }

    /// One piece of a period; the first and the last may be shorter than the others.
    package struct Piece: Hashable, Sendable {
        package let first: CalendarDay
        package let start: Timestamp
        /// Not part of the piece.
        package let end: Timestamp
    }

    /// How many pieces a period may be cut into.
    package static let longest = 400

    package let first: CalendarDay
    package let last: CalendarDay
    package let zone: ZoneRules

    /// Nil unless the first day comes before the last or is the same.
    package init?(from first: CalendarDay, to last: CalendarDay, in zone: ZoneRules) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
        self.zone = zone
    }

    package var start: Timestamp { first.start(in: zone) }
    /// Not part of the period.
    package var end: Timestamp { last.adding(days: 1).start(in: zone) }

    /// The pieces, in order and without gaps; nil when there would be too many.
    package func pieces(by step: Step) -> [Piece]? {
        var pieces: [Piece] = []
        var day = first
        while day <= last {
            guard pieces.count < Self.longest else { return nil }
            let next =
                switch step {
                case .day: day.adding(days: 1)
                case .week: day.monday.adding(days: 7)
                case .month: day.nextMonth
                }
            let end = min(next, last.adding(days: 1))
            pieces.append(Piece(first: day, start: day.start(in: zone), end: end.start(in: zone)))
            day = next
        }
        return pieces
    }

    /// The last whole week, Monday to Sunday, before the day of a moment.
    package static func lastWeek(before moment: Timestamp, in zone: ZoneRules) -> CalendarPeriod {
        let monday = CalendarDay(of: moment, in: zone).monday
        guard
            let week = CalendarPeriod(
                from: monday.adding(days: -7), to: monday.adding(days: -1), in: zone)
        else { preconditionFailure("a week has seven days") }
        return week
    }
}
