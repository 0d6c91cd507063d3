/// Believable tickets in many languages, the same ones for the same seed and end.
///
///     records of people ──▶ SamplePopulation ──▶ SampleDesk.ticket(1), ticket(2), …
///
/// Tickets come in the order of their beginning, so that their numbers grow with time as real ones do.
package struct SampleDesk: Sendable {
    private let population: SamplePopulation
    private let count: Int
    private let now: Timestamp
    private var random: SampleRandom

    /// How far back the first ticket lies.
    private static let span = Duration.days(730)

    /// - Parameters:
    ///   - count: how many tickets there will be.
    ///   - now: the moment up to which things have happened.
    package init(_ population: SamplePopulation, count: Int, now: Timestamp, random: SampleRandom) {
        self.population = population
        self.count = count
        self.now = now
        self.random = random
    }

    /// The ticket at a place in the order, from 0.
    package mutating func ticket(_ index: Int) -> SampleTicket {
        let member = random.pick(population.employees)
        // A second language now and then: people write to colleagues abroad in English.
        let language = random.chance(0.1) ? SampleLanguage.english : member.language
        let topic = random.pick(language.topics)
        let filling = Filling(&random)
        let team = SamplePopulation.teamOfCategory[topic.category] ?? "workplace"
        var draft = TicketDraft(
            subject: filling.fill(topic.subject),
            priority: random.pick(shares: [(.low, 20), (.medium, 55), (.high, 20), (.critical, 5)]),
            category: topic.category, requester: member.person.id, mailbox: MailboxName("support"))
        if !random.chance(0.05) { draft.team = population.teams[team]?.id }
        if random.chance(0.06) { draft.project = random.pick(population.projects) }
        let age = moment(index)
        if random.chance(0.08) { draft.dueAt = age + .days(Int(random.next() % 14) + 1) }
        var story = SampleStory(
            draft, at: age, requester: member.person, agent: random.pick(population.agents[team] ?? []),
            now: now)
        story.sample.tags = topic.tags.filter { _ in random.chance(0.7) }
        if random.chance(0.1) { story.sample.participants = [random.pick(population.employees).person.id] }
        story.tell(topic, language, filling, &random)
        return story.sample
    }

    /// When the ticket begins: ever more tickets, mostly in working hours.
    private mutating func moment(_ index: Int) -> Timestamp {
        let place = (Double(index) + random.fraction()) / Double(count)
        // The square root makes the later half of the time hold more tickets than the earlier.
        let days = Self.span.milliseconds / 86_400_000
        let elapsed = Double(days) * (0.3 * place + 0.7 * place.squareRoot())
        let start = now.milliseconds - Self.span.milliseconds
        let exact = start + Int64(elapsed * 86_400_000)
        return Timestamp(milliseconds: min(exact, now.milliseconds - 60_000))
    }
}

/// What stands in the places of one conversation, the same everywhere in it.
struct Filling: Sendable {
    private let values: [(place: String, value: String)]

    private static let applications = [
        "Outlook", "Excel", "Word", "PowerPoint", "Teams", "SAP", "Salesforce", "AutoCAD", "Photoshop",
        "InDesign",
        "Jira", "Confluence", "GitLab", "Firefox", "Chrome", "Acrobat", "Visio", "Power BI", "Tableau",
        "Zoom", "Slack",
        "DATEV", "Matlab", "SolidWorks", "Keycloak", "Nextcloud", "OpenProject", "Grafana", "Lightroom",
        "Thunderbird",
    ]

    init(_ random: inout SampleRandom) {
        let number = Int(random.next() % 900) + 100
        let host = Int(random.next() % 9_000) + 1_000
        let code = String(0x8000_0000 + random.next() % 4_096, radix: 16)
        let floor = Int(random.next() % 9) + 1
        let room = Int(random.next() % 60) + 1
        values = [
            ("{app}", random.pick(Self.applications)), ("{host}", "WS-\(host)"),
            ("{room}", "\(random.pick(["A", "B", "C", "D", "E"]))\(floor).\(room.padded(2))"),
            ("{code}", "0x\(code)"), ("{n}", String(number)),
        ]
    }

    /// The text with its places filled.
    func fill(_ text: String) -> String {
        var filled: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let next = rest.firstIndex(of: UInt8(ascii: "{")) {
            filled += rest[..<next]
            rest = rest[next...]
            if let (place, value) = values.first(where: { rest.starts(with: $0.place.utf8) }) {
                filled += value.utf8
                rest = rest.dropFirst(place.utf8.count)
            } else {
                filled.append(rest.removeFirst())
            }
        }
        return String(decoding: filled + rest, as: UTF8.self)
    }
}
