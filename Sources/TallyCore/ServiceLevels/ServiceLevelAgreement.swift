/// What the desk promises for tickets of each priority, ready to be worked with.
package struct ServiceLevelAgreement: Sendable {
    /// The times for one priority, and the hours in which they pass.
    package struct Policy: Hashable, Sendable {
        package let firstResponse: Duration
        package let resolution: Duration
        package let hours: BusinessHours

        package init(firstResponse: Duration, resolution: Duration, hours: BusinessHours = .always) {
            self.firstResponse = firstResponse
            self.resolution = resolution
            self.hours = hours
        }

        /// The time for one promise.
        package func duration(of promise: ServiceLevelPromise) -> Duration {
            switch promise {
            case .firstResponse: firstResponse
            case .resolution: resolution
            }
        }
    }

    /// Promises nothing.
    package static let none = ServiceLevelAgreement(policies: [:])

    private let policies: [Priority: Policy]
    /// By the team's name in ASCII lower case.
    private let teamPolicies: [String: [Priority: Policy?]]
    /// How much of the time may pass before a ticket is at risk, in percent.
    package let atRiskPercent: Int
    package let escalation: Escalation

    package init(
        policies: [Priority: Policy], teamPolicies: [String: [Priority: Policy?]] = [:],
        atRiskPercent: Int = 80, escalation: Escalation = Escalation()
    ) {
        self.policies = policies
        self.teamPolicies = Dictionary(
            teamPolicies.map { (asciiLowercased(Array($0.key.utf8)), $0.value) },
            uniquingKeysWith: { first, _ in first })
        self.atRiskPercent = atRiskPercent
        self.escalation = escalation
    }

    /// The promise for tickets of a priority and a team; nil when there is none.
    package func policy(for priority: Priority, team: String?) -> Policy? {
        if let team, let own = teamPolicies[asciiLowercased(Array(team.utf8))]?[priority] { return own }
        return policies[priority]
    }
}

extension ServiceLevelAgreement {
    /// What the configuration says, on the clocks of its calendars' zones.
    ///
    /// - Parameter zone: the rules of a time zone by its name.
    package init<Failure>(
        _ levels: Configuration.ServiceLevels, zone: (String) throws(Failure) -> ZoneRules
    ) throws(Failure) {
        func policy(_ policy: Configuration.ServiceLevels.Policy) throws(Failure) -> Policy {
            var hours = BusinessHours.always
            if let calendar = policy.calendar {
                hours = BusinessHours(calendar, in: try zone(calendar.timeZone))
            }
            return Policy(firstResponse: policy.firstResponse, resolution: policy.resolution, hours: hours)
        }
        var policies: [Priority: Policy] = [:]
        for (priority, entry) in levels.policies { policies[priority] = try policy(entry) }
        var teams: [String: [Priority: Policy?]] = [:]
        for (team, entries) in levels.teamPolicies {
            var own: [Priority: Policy?] = [:]
            for (priority, entry) in entries {
                var made: Policy?
                if let entry { made = try policy(entry) }
                own.updateValue(made, forKey: priority)
            }
            teams[team] = own
        }
        self.init(
            policies: policies, teamPolicies: teams, atRiskPercent: levels.atRiskPercent,
            escalation: levels.escalation)
    }
}
