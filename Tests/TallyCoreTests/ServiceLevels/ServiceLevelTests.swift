import TallyCore
import Testing

/// The rules of service levels, by what happens to one ticket.
///
/// Times are hours after the ticket was opened. A medium ticket is to be answered within 4 and resolved within 10 hours,
/// a critical one within 1 and 2, a low one has no promise. At risk is 80 percent.
@Suite("Service levels") struct ServiceLevelTests {
    /// One ticket's life, and how it stands at an hour.
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        var changes: [(hour: Double, to: ServiceLevelHistory.Circumstances)] = []
        var answeredAt: Double?
        let at: Double
        let status: ServiceLevelStatus
        var respondBy: Double?
        var resolveBy: Double?
        var testDescription: String { name }
    }

    private static func medium(_ status: TicketStatus) -> ServiceLevelHistory.Circumstances {
        .init(status: status, priority: .medium)
    }

    static let stories = [
        Story(name: "a new ticket has its whole time", at: 0, status: .onTrack, respondBy: 4, resolveBy: 10),
        Story(
            name: "at 80 percent of the first time it is at risk", at: 3.2, status: .atRisk, respondBy: 4,
            resolveBy: 10),
        Story(
            name: "when the time is over it is breached", at: 4, status: .breached, respondBy: 4,
            resolveBy: 10),
        Story(
            name: "a first answer in time takes the first promise away", answeredAt: 3.9, at: 5,
            status: .onTrack, respondBy: 4, resolveBy: 10),
        Story(
            name: "an answer at the very moment is in time", answeredAt: 4, at: 5, status: .onTrack,
            respondBy: 4,
            resolveBy: 10),
        Story(
            name: "a late answer does not mend the broken promise", answeredAt: 4.5, at: 5, status: .breached,
            respondBy: 4, resolveBy: 10),
        Story(
            name: "while the requester is the one to answer, resolution has no due time",
            changes: [(2, medium(.waiting))], answeredAt: 1, at: 50, status: .paused, respondBy: 4),
        Story(
            name: "waiting time is not counted", changes: [(2, medium(.waiting)), (50, medium(.inProgress))],
            answeredAt: 1, at: 51, status: .onTrack, respondBy: 4, resolveBy: 58),
        Story(
            name: "waiting does not pause the first response", changes: [(2, medium(.waiting))], at: 4,
            status: .breached, respondBy: 4),
        Story(
            name: "resolved in time is met", changes: [(9, medium(.resolved))], answeredAt: 1, at: 500,
            status: .met, respondBy: 4, resolveBy: 10),
        Story(
            name: "resolved late stays breached", changes: [(11, medium(.resolved))], answeredAt: 1, at: 12,
            status: .breached, respondBy: 4, resolveBy: 10),
        Story(
            name: "reopened, the clock goes on where it stopped",
            changes: [(9, medium(.resolved)), (100, medium(.inProgress))], answeredAt: 1, at: 100,
            status: .atRisk, respondBy: 4, resolveBy: 101),
        Story(
            name: "reopened, the time in which it counted as done is not counted",
            changes: [(2, medium(.resolved)), (3, medium(.closed)), (100, medium(.open))], answeredAt: 1,
            at: 101, status: .onTrack, respondBy: 4, resolveBy: 108),
        Story(
            name: "withdrawn before the time is over is met", changes: [(3, medium(.withdrawn))], at: 90,
            status: .met, respondBy: 4, resolveBy: 10),
        Story(
            name: "half the time used as medium leaves half the time of critical",
            changes: [(5, .init(status: .open, priority: .critical))], answeredAt: 1, at: 5,
            status: .onTrack, respondBy: 4, resolveBy: 6),
        Story(
            name: "half the time used as critical leaves half the time of medium",
            changes: [(0, .init(priority: .critical)), (1, medium(.open))], answeredAt: 0.5, at: 2,
            status: .onTrack, respondBy: 1, resolveBy: 6),
        Story(
            name: "calling a late ticket less urgent does not make it punctual",
            changes: [(11, .init(status: .open, priority: .low))], answeredAt: 1, at: 12, status: .breached,
            respondBy: 4, resolveBy: 10),
        Story(
            name: "without a promise nothing is due", changes: [(0, .init(priority: .low))], at: 1_000,
            status: .onTrack),
        Story(
            name: "a team has its own promise", changes: [(0, .init(priority: .medium, team: "Network"))],
            at: 1,
            status: .onTrack, respondBy: 2, resolveBy: 20),
        Story(
            name: "a team may have no promise where others have one",
            changes: [(0, .init(priority: .critical, team: "network"))], at: 100, status: .onTrack),
        Story(
            name: "moved to another team, the share that is left counts",
            changes: [(5, .init(status: .open, priority: .medium, team: "network"))], answeredAt: 1, at: 6,
            status: .onTrack, respondBy: 4, resolveBy: 15),
    ]

    @Test(arguments: stories) func `a ticket stands as its history says`(story: Story) {
        let assessment = Self.assess(story)
        #expect(assessment.state.status == story.status)
        #expect(assessment.state.firstResponseDueAt == story.respondBy.map(Self.moment))
        #expect(assessment.state.resolutionDueAt == story.resolveBy.map(Self.moment))
    }

    @Test func `each step is told once, and the next is looked for at its moment`() {
        let untold = Story(name: "", at: 3.2, status: .atRisk)
        let first = Self.assess(untold)
        #expect(first.news == [ServiceLevelMark(.firstResponse, .atRisk)])
        #expect(first.state.nextAt == Self.moment(3.2), "what is untold is due now")
        let told = Self.assess(untold, told: [ServiceLevelMark(.firstResponse, .atRisk)])
        #expect(told.news == [])
        #expect(told.state.nextAt == Self.moment(4))
    }

    @Test func `whatever was missed is news, the latest last`() {
        let news = Self.assess(Story(name: "", at: 15, status: .breached)).news
        #expect(
            news == [
                ServiceLevelMark(.firstResponse, .atRisk), ServiceLevelMark(.firstResponse, .breached),
                ServiceLevelMark(.firstResponse, .overdue(percent: 150)),
                ServiceLevelMark(.resolution, .atRisk),
                ServiceLevelMark(.resolution, .breached),
                ServiceLevelMark(.resolution, .overdue(percent: 150)),
            ])
    }

    @Test func `nobody is told of what nobody can do anything about`() {
        let finished = Story(
            name: "", changes: [(11, Self.medium(.resolved))], answeredAt: 5, at: 12, status: .breached)
        #expect(Self.assess(finished).news == [])
        #expect(Self.assess(finished).state.nextAt == nil)
        let waiting = Story(
            name: "", changes: [(9, Self.medium(.waiting))], answeredAt: 1, at: 12, status: .paused)
        #expect(Self.assess(waiting).news == [])
        #expect(Self.assess(waiting).state.nextAt == nil)
    }

    @Test func `a merged ticket promises nothing`() {
        let phase = ServiceLevelHistory.Phase(start: Self.moment(0), circumstances: Self.medium(.open))
        let history = ServiceLevelHistory(phases: [phase], isMerged: true)
        let assessment = ServiceLevelAssessment(of: history, under: Self.agreement, at: Self.moment(99))
        #expect(assessment.state.status == .met)
        #expect(assessment.state.nextAt == nil)
        #expect(assessment.news == [])
    }

    @Test(arguments: ["at_risk", "breached", "overdue_150"])
    func `a step is stored under its name`(name: String) {
        #expect(ServiceLevelMark.Step(rawValue: name)?.rawValue == name)
    }

    @Test(arguments: ["", "late", "overdue_", "overdue_x"])
    func `what is no step has no name`(name: String) {
        #expect(ServiceLevelMark.Step(rawValue: name) == nil)
    }

    // MARK: Making

    static func moment(_ hour: Double) -> Timestamp {
        Timestamp(unixSeconds: 1_795_000_000 + Int64(hour * 3_600))
    }

    static let agreement: ServiceLevelAgreement = {
        var escalation = Escalation()
        escalation.overdue = [150: [.raisePriority]]
        return ServiceLevelAgreement(
            policies: [
                .medium: .init(firstResponse: .hours(4), resolution: .hours(10)),
                .critical: .init(firstResponse: .hours(1), resolution: .hours(2)),
            ],
            teamPolicies: [
                "network": [
                    .medium: .init(firstResponse: .hours(2), resolution: .hours(20)), .critical: nil,
                ]
            ], escalation: escalation)
    }()

    private static func assess(
        _ story: Story, told: Set<ServiceLevelMark> = []
    ) -> ServiceLevelAssessment {
        var phases = [ServiceLevelHistory.Phase(start: moment(0), circumstances: medium(.open))]
        if story.changes.first?.hour == 0 { phases = [] }
        phases += story.changes.map { .init(start: moment($0.hour), circumstances: $0.to) }
        let history = ServiceLevelHistory(phases: phases, firstRespondedAt: story.answeredAt.map(moment))
        return ServiceLevelAssessment(of: history, under: agreement, at: moment(story.at), told: told)
    }
}
