/// The section about service levels.
///
///     sla: {
///       atRiskPercent: 80,
///       calendars: {
///         office: {
///           timeZone: "Europe/Berlin",               // the site's when left out
///           windows: { monday: ["09:00-12:00", "13:00-17:30"], tuesday: ["09:00-17:30"] },
///           holidays: ["2026-12-24", "12-25"],       // without a year: every year
///         },
///       },
///       policies: {
///         low: null,                                 // no due times
///         high: { firstResponse: "2h", resolution: "1d", calendar: "office" },   // "always" when left out
///       },
///       teams: { it: { high: { firstResponse: "30m", resolution: "4h" } } },     // in place of the above
///       escalation: {
///         atRisk: ["tell_assignee"],
///         breached: ["tell_assignee", "tell_lead"],
///         overdue: { "150": ["raise_priority"] },    // percent of the promised time
///       },
///     }
extension ConfigurationReader {
    func serviceLevels(siteTimeZone: String) -> Configuration.ServiceLevels {
        var levels = Configuration.ServiceLevels()
        guard let section = root.section("sla") else { return levels }
        section.read("atRiskPercent", as: .integer(1...100), into: &levels.atRiskPercent)
        let calendars = calendars(section, siteTimeZone: siteTimeZone)
        if let policies = section.section("policies") {
            for (priority, policy) in self.policies(policies, calendars: calendars) {
                levels.policies[priority] = policy
            }
        }
        if let teams = section.section("teams") {
            for name in teams.names {
                guard let policies = teams.section(name) else { continue }
                levels.teamPolicies[name] = self.policies(policies, calendars: calendars)
            }
            teams.finish()
        }
        if let escalation = section.section("escalation") { levels.escalation = self.escalation(escalation) }
        section.finish()
        return levels
    }

    /// The policies that are written there; null takes one away.
    private func policies(
        _ section: ConfigurationSection, calendars: [String: BusinessCalendar]
    ) -> [Priority: Configuration.ServiceLevels.Policy?] {
        var policies: [Priority: Configuration.ServiceLevels.Policy?] = [:]
        for priority in Priority.allCases {
            let key = priority.rawValue
            if let entry = section.section(key) {
                policies.updateValue(policy(entry, calendars: calendars), forKey: priority)
            } else if section.isNull(key) {
                policies.updateValue(nil, forKey: priority)
            }
        }
        section.finish()
        return policies
    }

    private func escalation(_ section: ConfigurationSection) -> Escalation {
        var escalation = Escalation()
        section.readList("atRisk", of: .choice, into: &escalation.atRisk)
        section.readList("breached", of: .choice, into: &escalation.breached)
        if let overdue = section.section("overdue") {
            for name in overdue.names {
                var actions: [Escalation.Action] = []
                overdue.readList(name, of: .choice, into: &actions)
                if let percent = decimal(Array(name.utf8)[...], in: 101...10_000) {
                    escalation.overdue[percent] = actions
                } else {
                    overdue.reject(
                        name, "is no percentage from 101 to 10000", advice: "write for example \"150\"")
                }
            }
            overdue.finish()
        }
        section.finish()
        return escalation
    }

    /// The named calendars, also those that have problems, so that a policy may name them.
    private func calendars(
        _ section: ConfigurationSection, siteTimeZone: String
    ) -> [String: BusinessCalendar] {
        var calendars: [String: BusinessCalendar] = [:]
        guard let list = section.section("calendars") else { return calendars }
        for name in list.names {
            guard let entry = list.section(name) else { continue }
            if name == "always" {
                list.reject(name, "is the built-in calendar without hours", advice: "choose another name")
            }
            calendars[name] = calendar(entry, siteTimeZone: siteTimeZone)
        }
        list.finish()
        return calendars
    }

    private func calendar(_ section: ConfigurationSection, siteTimeZone: String) -> BusinessCalendar {
        var timeZone = siteTimeZone
        section.read("timeZone", as: .timeZone, into: &timeZone)
        var holidays: [BusinessCalendar.Holiday] = []
        section.readList("holidays", of: .holiday, into: &holidays)
        var windows = Array(repeating: [BusinessCalendar.Window](), count: 7)
        if let days = section.requiredSection("windows") {
            for (index, day) in Weekday.allCases.enumerated() {
                var list: [BusinessCalendar.Window] = []
                days.readList(day.rawValue, of: .window, into: &list)
                list.sort { $0.start < $1.start }
                if zip(list, list.dropFirst()).contains(where: { $0.end > $1.start }) {
                    days.reject(day.rawValue, "has windows that overlap", advice: "join them")
                }
                windows[index] = list
            }
            days.finish()
            if windows.allSatisfy(\.isEmpty) {
                days.reject(
                    "has no windows, so that no time would ever pass",
                    advice: "write for example monday: [\"09:00-17:00\"]")
            }
        }
        section.finish()
        return BusinessCalendar(timeZone: timeZone, windows: windows, holidays: Set(holidays))
    }

    private func policy(
        _ section: ConfigurationSection, calendars: [String: BusinessCalendar]
    ) -> Configuration.ServiceLevels.Policy? {
        let firstResponse = section.require("firstResponse", as: .duration)
        let resolution = section.require("resolution", as: .duration)
        let names = ["always"] + calendars.keys.sorted()
        let shown = names.map { "\"\($0)\"" }.joined(separator: ", ")
        let form = ConfigurationForm<String>(
            expected: "the name of a calendar: \(shown)",
            read: { content in
                guard case .string(let name) = content, names.contains(name) else { return nil }
                return name
            }, choices: names)
        let calendar = section.read("calendar", as: form) ?? "always"
        section.finish()
        guard let firstResponse, let resolution else { return nil }
        if firstResponse > resolution {
            section.reject(
                "firstResponse", "is longer than resolution", advice: "make it shorter, or resolution longer")
        }
        return .init(
            firstResponse: firstResponse, resolution: resolution, calendar: calendars[calendar])
    }
}

/// The days of a week, Monday first.
private enum Weekday: String, CaseIterable {
    case monday
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday
}

extension ConfigurationForm where Value == BusinessCalendar.Window {
    fileprivate static var window: Self {
        text("hours like \"09:00-17:30\"") { BusinessCalendar.Window($0) }
    }
}

extension ConfigurationForm where Value == BusinessCalendar.Holiday {
    fileprivate static var holiday: Self {
        text("a date like \"2026-12-24\", or \"12-25\" for every year") { BusinessCalendar.Holiday($0) }
    }
}
