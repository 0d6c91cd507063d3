/// The people, teams and projects of a sample desk.
package struct SamplePopulation: Sendable {
    /// Somebody and what they write in.
    struct Member: Sendable {
        let person: Person
        let language: SampleLanguage
    }

    package private(set) var people: [Person] = []
    var employees: [Member] = []
    /// Those who work on tickets, by their team's name.
    var agents: [String: [Person]] = [:]
    var teams: [String: Team] = [:]
    var projects: [Project.ID] = []

    /// The team that looks after a category.
    static let teamOfCategory = [
        "network": "network", "hardware": "workplace", "accounts": "workplace", "software": "applications",
        "mail": "network", "facilities": "facilities", "hr": "people",
    ]

    private static let teamNames = ["workplace", "network", "applications", "facilities", "people"]
    private static let projectNames = [
        "Office move", "New mail server", "Laptop refresh", "Badge renewal", "Zero trust", "ERP rollout",
        "Wireless upgrade", "Printer consolidation", "Onboarding portal", "Archive clean-up",
    ]

    /// Adds them to the records.
    ///
    /// - Parameters:
    ///   - tickets: how many tickets they will have; a desk of more tickets has more people.
    ///   - now: the moment the sample ends.
    ///   - isTaken: whether somebody has the address already.
    package init(
        tickets: Int, now: Timestamp, random: inout SampleRandom, into records: any SampleRecords,
        isTaken: (MailAddress) throws(DeskError) -> Bool
    ) throws(DeskError) {
        let joined = now - .days(900)
        for name in Self.teamNames { teams[name] = try records.addSampleTeam(named: name) }
        var number = 0
        func add(_ role: Role, team: Team?, language: SampleLanguage) throws(DeskError) -> Person? {
            let given = random.pick(language.givenNames)
            let family = random.pick(language.familyNames)
            number += 1
            let text = "\(given.ascii).\(family.ascii).\(number)@acme.example"
            guard let address = MailAddress(text), try !isTaken(address) else { return nil }
            let name =
                language.isFamilyNameFirst
                ? "\(family.native) \(given.native)" : "\(given.native) \(family.native)"
            let person = try records.addSample(
                PersonDraft(name: name, role: role, address: address, team: team?.id), at: joined)
            people.append(person)
            return person
        }
        for _ in 0..<2 { _ = try add(.admin, team: nil, language: .english) }
        for index in 0..<max(10, min(100, tickets / 1_000)) {
            let team = Self.teamNames[index % Self.teamNames.count]
            let language = index % 3 == 0 ? SampleLanguage.german : .english
            guard let person = try add(.staff, team: teams[team], language: language) else { continue }
            agents[team, default: []].append(person)
        }
        let shares = SampleLanguage.all.map { ($0, $0.share) }
        for _ in 0..<max(12, min(5_000, tickets / 20)) {
            let language = random.pick(shares: shares)
            guard let person = try add(.employee, team: nil, language: language) else { continue }
            employees.append(Member(person: person, language: language))
        }
        for index in 0..<max(3, min(30, tickets / 3_000)) {
            let name = Self.projectNames[index % Self.projectNames.count]
            let suffix = index < Self.projectNames.count ? "" : " \(index / Self.projectNames.count + 1)"
            let (status, days): (ProjectStatus, Int) = random.pick(shares: [
                ((.active, 60), 5), ((.planning, 120), 2), ((.onHold, 30), 1), ((.completed, -40), 3),
                ((.cancelled, -200), 1),
            ])
            projects.append(
                try records.addSampleProject(
                    named: name + suffix, status: status, deadline: now + .days(days), at: joined))
        }
    }
}
