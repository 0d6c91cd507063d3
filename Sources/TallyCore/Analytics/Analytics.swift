/// What happened at the desk in a period, in numbers.
package struct Analytics: Hashable, Sendable {
    package var totals = Figures()
    /// One for each piece of the period.
    package var series: [Figures] = []
    package var groups: [Dimension: [Group]] = [:]
    package var backlog = Backlog()

    package init() {}

    /// By what tickets are put together.
    package enum Dimension: String, Hashable, Sendable, CaseIterable {
        case team
        /// Whoever holds the ticket, or held it last.
        case person
        case category
        case project
        case priority
    }

    /// The tickets that have something in common.
    package struct Group: Hashable, Sendable {
        /// Of the team, person or project; nil for words, and for tickets that have none.
        package var id: Int64?
        /// Nil for tickets that have none.
        package var name: String?
        package var figures = Figures()
        /// Unfinished tickets of the group, now.
        package var backlog = 0

        package init(id: Int64? = nil, name: String? = nil) {
            self.id = id
            self.name = name
        }
    }

    /// What is counted and measured.
    package struct Figures: Hashable, Sendable {
        package var created = 0
        package var resolved = 0
        package var reopened = 0
        /// First responses given.
        package var firstResponse = Measure()
        /// Tickets that were resolved and are still.
        package var resolution = Measure()

        package init() {}
    }

    /// How long something took, and whether what was promised was kept.
    package struct Measure: Hashable, Sendable {
        /// From the opening of the ticket, on the clock on the wall.
        package var wall = Spread()
        /// In business hours, without the time for which the promise's clock stood still; only where there was a
        /// promise.
        package var business = Spread()
        package var kept = 0
        package var broken = 0

        package init() {}

        /// The share of promises that were kept, from 0 to 1; nil without promises.
        package var compliance: Double? {
            kept + broken == 0 ? nil : Double(kept) / Double(kept + broken)
        }
    }

    /// The middle and the upper end of some times, by nearest rank: always one of the times themselves.
    package struct Spread: Hashable, Sendable {
        package var count = 0
        /// Nil when there are no times.
        package var median: Duration?
        /// Nine of ten took no longer.
        package var ninetieth: Duration?

        package init(count: Int = 0, median: Duration? = nil, ninetieth: Duration? = nil) {
            self.count = count
            self.median = median
            self.ninetieth = ninetieth
        }
    }

    /// The unfinished tickets, now.
    package struct Backlog: Hashable, Sendable {
        /// Ages at which a class of age ends, in days; what is older is the last class.
        package static let ages = [1, 3, 7, 14, 30]

        /// One count for each class of age, youngest first.
        package var byAge = Array(repeating: 0, count: ages.count + 1)
        /// Those with a broken promise.
        package var breached = 0

        package init() {}

        package var total: Int { byAge.reduce(0, +) }
    }
}

/// Which tickets are counted, and when.
package struct AnalyticsQuery: Hashable, Sendable {
    package var period: CalendarPeriod
    package var step = CalendarPeriod.Step.day
    package var team: Team.ID?
    package var person: Person.ID?
    package var category: String?
    package var project: Project.ID?
    package var priority: Priority?
    /// By what the totals are split up.
    package var dimensions: Set<Analytics.Dimension>

    package init(
        period: CalendarPeriod,
        dimensions: Set<Analytics.Dimension> = Set(Analytics.Dimension.allCases)
    ) {
        self.period = period
        self.dimensions = dimensions
    }
}
