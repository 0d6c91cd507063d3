import TallyCore
import TestSupport
import Testing

/// The engine against the minute-by-minute model, on random lives of tickets.
@Suite("Service levels, against the minutes") struct ServiceLevelModelTests {
    private static let percents = [80, 100, 150]

    /// Near a change of the clocks forward, near one back, and far from any.
    private static let beginnings: [Int64] = [1_774_569_600, 1_792_713_600, 1_793_318_400, 1_780_272_000]

    @Test(
        arguments: ["UTC", "Berlin", "New_York", "Lord_Howe", "Gaza", "Kolkata", "Nuuk", "Dublin"], 0..<10)
    func `the engine finds what each minute says`(name: String, round: Int) throws {
        let zone = try TestZones.zone(name)
        var random = SeededGenerator(seed: UInt64(round * 31 + name.utf8.count))
        let (agreement, terms) = Self.agreement(zone, &random)
        let start = Timestamp(unixSeconds: Self.beginnings[round % 4] + Int64(random.next() % 2_880) * 60)
        let story = MinuteModel.randomHistory(from: start, &random)
        // Looked at while it happens and after.
        for days in [0, 1, 4, 9] {
            let now = start + .days(days) + .minutes(Int(random.next() % 1_440))
            try compare(Self.known(story, at: now), at: now, agreement, terms)
        }
    }

    private func compare(
        _ history: ServiceLevelHistory, at now: Timestamp, _ agreement: ServiceLevelAgreement,
        _ terms: [Priority: MinuteModel.Terms]
    ) throws {
        let assessment = ServiceLevelAssessment(of: history, under: agreement, at: now)
        let model = MinuteModel(terms: terms, history: history)
        let first = model.walk(.firstResponse, to: now, percents: Self.percents)
        let resolution = model.walk(.resolution, to: now, percents: Self.percents)
        let present = history.phases[history.phases.count - 1].circumstances
        let isPromised = terms[present.priority] != nil
        if !present.status.isUnfinished, isPromised, present.status != .withdrawn {
            #expect(assessment.outcome.resolutionTime == .minutes(resolution.elapsed))
            #expect(assessment.outcome.keptResolution == (resolution.minutes[100] == nil))
        }
        if history.firstRespondedAt != nil, let time = assessment.outcome.firstResponseTime {
            #expect(time == .minutes(first.elapsed))
            #expect(assessment.outcome.keptFirstResponse == (first.minutes[100] == nil))
        }
        let isBroken = first.minutes[100] != nil || resolution.minutes[100] != nil
        #expect((assessment.state.status == .breached) == isBroken, "\(history.phases) at \(now)")
        // What is due is due within the minute that used the time up.
        for (finding, due) in [
            (first, assessment.state.firstResponseDueAt), (resolution, assessment.state.resolutionDueAt),
        ] {
            guard let minute = finding.minutes[100] else {
                // Up to the moment it is due it is in time; milliseconds may be rounded.
                if let due { #expect(due > finding.end - .seconds(1)) }
                continue
            }
            let moment = try #require(due)
            #expect(minute - .seconds(1) < moment && moment <= minute + .minutes(1) + .seconds(1))
        }
        expectNews(of: assessment, history, [.firstResponse: first, .resolution: resolution])
    }

    /// What is told is what the minutes say has happened to a promise that stands and whose clock runs.
    private func expectNews(
        of assessment: ServiceLevelAssessment, _ history: ServiceLevelHistory,
        _ findings: [ServiceLevelPromise: MinuteModel.Finding]
    ) {
        let status = history.phases[history.phases.count - 1].circumstances.status
        var expected: Set<ServiceLevelMark> = []
        for (promise, finding) in findings where status.isUnfinished {
            if promise == .firstResponse, history.firstRespondedAt != nil { continue }
            if promise == .resolution, status == .waiting { continue }
            for percent in finding.minutes.keys {
                let step: ServiceLevelMark.Step =
                    percent == 80 ? .atRisk : percent == 100 ? .breached : .overdue(percent: percent)
                expected.insert(ServiceLevelMark(promise, step))
            }
        }
        #expect(Set(assessment.news) == expected)
    }

    /// The part of a story that has happened by then.
    private static func known(_ story: ServiceLevelHistory, at now: Timestamp) -> ServiceLevelHistory {
        let phases = story.phases.filter { $0.start <= now }
        let answered = story.firstRespondedAt.flatMap { $0 <= now ? $0 : nil }
        return ServiceLevelHistory(phases: phases, firstRespondedAt: answered)
    }

    private static func agreement(
        _ zone: ZoneRules, _ random: inout SeededGenerator
    ) -> (ServiceLevelAgreement, [Priority: MinuteModel.Terms]) {
        let times = [30, 60, 120, 240, 480, 720, 1_440, 2_400, 3_600]
        var policies: [Priority: ServiceLevelAgreement.Policy] = [:]
        var terms: [Priority: MinuteModel.Terms] = [:]
        let calendar = MinuteModel.randomCalendar(&random)
        for priority in Priority.allCases where random.next() % 5 != 0 {
            let pair = [times[Int(random.next() % 9)], times[Int(random.next() % 9)]].sorted()
            let isAlways = random.next() % 3 == 0
            terms[priority] = MinuteModel.Terms(
                firstResponse: pair[0], resolution: pair[1], calendar: isAlways ? nil : calendar, zone: zone)
            policies[priority] = ServiceLevelAgreement.Policy(
                firstResponse: .minutes(pair[0]), resolution: .minutes(pair[1]),
                hours: isAlways ? .always : BusinessHours(calendar, in: zone))
        }
        var escalation = Escalation()
        escalation.overdue = [150: [.tellLead]]
        return (ServiceLevelAgreement(policies: policies, escalation: escalation), terms)
    }
}
