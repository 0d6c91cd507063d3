extension Configuration {
    /// How fast tickets are to be answered and solved.
    package struct ServiceLevels: Hashable, Sendable {
        /// A priority without a policy has no due times.
        package var policies: [Priority: Policy] = [
            .low: Policy(firstResponse: .days(1), resolution: .days(10)),
            .medium: Policy(firstResponse: .hours(8), resolution: .days(5)),
            .high: Policy(firstResponse: .hours(2), resolution: .days(1)),
            .critical: Policy(firstResponse: .minutes(30), resolution: .hours(4)),
        ]
        /// Policies of single teams, by the team's name; they go before those above.
        ///
        /// A priority that a team does not name has the policy above; one that it names with nil has none.
        package var teamPolicies: [String: [Priority: Policy?]] = [:]
        /// How much of the time may pass before a ticket is at risk, in percent.
        package var atRiskPercent = 80
        package var escalation = Escalation()

        package init() {}

        /// The times for one priority.
        package struct Policy: Hashable, Sendable {
            package var firstResponse: Duration
            package var resolution: Duration
            /// The hours that count; nil means always.
            package var calendar: BusinessCalendar?

            package init(
                firstResponse: Duration, resolution: Duration, calendar: BusinessCalendar? = nil
            ) {
                self.firstResponse = firstResponse
                self.resolution = resolution
                self.calendar = calendar
            }
        }
    }
}

/// What is done when a promise is about to be broken, and after.
package struct Escalation: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable, CaseIterable {
        /// Mails the assignee; a ticket that nobody holds has its team's lead or members told, else all staff.
        case tellAssignee = "tell_assignee"
        /// Mails those who lead the ticket's team, else the admins.
        case tellLead = "tell_lead"
        /// Makes the ticket one step more urgent.
        case raisePriority = "raise_priority"
    }

    package var atRisk: [Action] = [.tellAssignee]
    package var breached: [Action] = [.tellAssignee, .tellLead]
    /// Further steps, by the percentage of the promised time that has passed: above 100.
    package var overdue: [Int: [Action]] = [:]

    package init() {}
}

/// The hours in which the clock of a service level runs.
package struct BusinessCalendar: Hashable, Sendable {
    /// Part of a day, in minutes since its midnight.
    package struct Window: Hashable, Sendable {
        package let start: Int
        /// Not part of the window; at most 1440.
        package let end: Int

        /// Nil unless `start` comes before `end`, both within one day.
        package init?(start: Int, end: Int) {
            guard (0..<1_440).contains(start), (start + 1...1_440).contains(end) else { return nil }
            self.start = start
            self.end = end
        }

        /// `09:00-17:30`; the end may be `24:00`.
        package init?(_ text: String) {
            let times = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard times.count == 2, let start = Self.minutes(times[0]), let end = Self.minutes(times[1])
            else { return nil }
            self.init(start: start, end: end)
        }

        private static func minutes(_ text: ArraySlice<UInt8>) -> Int? {
            let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count),
                let hour = decimal(parts[0], in: 0...24), let minute = decimal(parts[1], in: 0...59)
            else { return nil }
            return hour * 60 + minute
        }
    }

    /// A day on which no window counts.
    package struct Holiday: Hashable, Sendable {
        /// Nil means every year.
        package let year: Int?
        /// 1 … 12.
        package let month: Int
        /// 1 … 31.
        package let day: Int

        /// A date that exists; nil as year means every year.
        init(year: Int?, month: Int, day: Int) {
            self.year = year
            self.month = month
            self.day = day
        }

        /// `2026-12-24`, or `12-25` for every year.
        package init?(_ text: String) {
            let parts = Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
            guard (2...3).contains(parts.count), let month = decimal(parts[parts.count - 2], in: 1...12),
                parts.suffix(2).allSatisfy({ $0.count == 2 })
            else { return nil }
            let year = parts.count == 3 ? decimal(parts[0], in: 1_970...9_999) : nil
            guard parts.count == 2 || year != nil else { return nil }
            // Without a year, 29 February is a day.
            guard let day = decimal(parts[parts.count - 1], in: 1...daysOfMonth(month, year: year ?? 2_000))
            else { return nil }
            self.init(year: year, month: month, day: day)
        }
    }

    /// A name of the IANA database.
    package let timeZone: String
    /// Seven days, Monday first; the windows of a day are in order and do not overlap.
    package let windows: [[Window]]
    package let holidays: Set<Holiday>

    package init(timeZone: String, windows: [[Window]], holidays: Set<Holiday>) {
        self.timeZone = timeZone
        self.windows = windows
        self.holidays = holidays
    }
}

/// How many days a month of the Gregorian calendar has.
private func daysOfMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}
