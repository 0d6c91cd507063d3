import MailParsing
import TallyCore
import TestSupport

/// The service level worked out in the slowest way there is: by looking at each minute of a ticket's life.
///
/// It shares nothing with the engine but the clock on the wall. Everything in a history happens on whole minutes.
struct MinuteModel {
    /// A policy in minutes.
    struct Terms {
        let firstResponse: Int
        let resolution: Int
        let calendar: BusinessCalendar?
        let zone: ZoneRules
    }

    /// What the minutes said of one promise.
    struct Finding {
        /// Open minutes in which the clock ran.
        var elapsed = 0
        /// The minute during which so many percent were used up; nil when none was.
        var minutes: [Int: Timestamp] = [:]
        /// The end of the promise, or the moment of looking.
        var end: Timestamp
    }

    let terms: [Priority: Terms]
    let history: ServiceLevelHistory

    /// Every time of a policy is a divisor of this.
    static let whole = 7_200

    /// Walks from the beginning up to `now`, or to the end of the promise.
    func walk(_ promise: ServiceLevelPromise, to now: Timestamp, percents: [Int]) -> Finding {
        var minute = history.phases[0].start
        var finding = Finding(end: minute)
        var used = 0
        while minute < now {
            let facts = circumstances(at: minute)
            if hasEnded(promise, facts.status, at: minute) { break }
            if let terms = terms[facts.priority], isRunning(promise, facts.status),
                terms.calendar.map({ Self.isOpen($0, terms.zone, at: minute) }) ?? true
            {
                finding.elapsed += 1
                used += Self.whole / (promise == .firstResponse ? terms.firstResponse : terms.resolution)
                for percent in percents
                where used * 100 >= percent * Self.whole && finding.minutes[percent] == nil {
                    finding.minutes[percent] = minute
                }
            }
            minute = minute + .minutes(1)
        }
        finding.end = minute
        return finding
    }

    func circumstances(at moment: Timestamp) -> ServiceLevelHistory.Circumstances {
        var present = history.phases[0].circumstances
        for phase in history.phases where phase.start <= moment { present = phase.circumstances }
        return present
    }

    private func isRunning(_ promise: ServiceLevelPromise, _ status: TicketStatus) -> Bool {
        switch status {
        case .open, .inProgress: true
        case .waiting: promise == .firstResponse
        case .resolved, .closed, .withdrawn: false
        }
    }

    /// An answer ends the first promise; being finished, never to be opened again, ends both.
    ///
    /// - Parameter status: the ticket's at that moment.
    private func hasEnded(
        _ promise: ServiceLevelPromise, _ status: TicketStatus, at moment: Timestamp
    ) -> Bool {
        if promise == .firstResponse, let answered = history.firstRespondedAt, answered <= moment {
            return true
        }
        return !status.isUnfinished
            && history.phases.allSatisfy { $0.start < moment || !$0.circumstances.status.isUnfinished }
    }

    /// Whether a minute lies in a window of its day on the clock of the zone.
    static func isOpen(_ calendar: BusinessCalendar, _ zone: ZoneRules, at moment: Timestamp) -> Bool {
        let local = zone.civilTime(at: moment)
        let minute = local.hour * 60 + local.minute
        let isHoliday = calendar.holidays.contains { holiday in
            (holiday.year ?? local.year) == local.year && holiday.month == local.month
                && holiday.day == local.day
        }
        return !isHoliday
            && calendar.windows[local.weekday].contains { $0.start <= minute && minute < $0.end }
    }

    // MARK: Random stories

    static func randomCalendar(_ random: inout SeededGenerator) -> BusinessCalendar {
        let shapes = [
            ["09:00-17:00"], ["08:30-12:00", "13:00-17:15"], ["00:00-24:00"], ["01:00-02:30", "22:00-24:00"],
            ["00:15-03:45"], [],
        ]
        var windows = (0..<7).map { _ in
            shapes[Int.random(in: 0..<shapes.count, using: &random)].compactMap {
                BusinessCalendar.Window($0)
            }
        }
        if windows.allSatisfy(\.isEmpty) { windows[0] = shapes[0].compactMap { BusinessCalendar.Window($0) } }
        let holidays = ["2026-03-30", "10-26", "03-29", "2026-11-02"].filter { _ in
            Bool.random(using: &random)
        }
        return BusinessCalendar(
            timeZone: "UTC", windows: windows,
            holidays: Set(holidays.compactMap { BusinessCalendar.Holiday($0) }))
    }

    /// A life of several days, with every change a ticket can have.
    static func randomHistory(from start: Timestamp, _ random: inout SeededGenerator) -> ServiceLevelHistory {
        var present = ServiceLevelHistory.Circumstances(priority: .low)
        present.priority = Priority.allCases[Int.random(in: 0..<4, using: &random)]
        var phases = [ServiceLevelHistory.Phase(start: start, circumstances: present)]
        var moment = start
        for _ in 0..<Int.random(in: 0...7, using: &random) {
            moment = moment + .minutes(Int.random(in: 1...1_900, using: &random))
            if Int.random(in: 0..<3, using: &random) == 0 {
                present.priority = Priority.allCases[Int.random(in: 0..<4, using: &random)]
            } else {
                let next: [TicketStatus] =
                    switch present.status {
                    case .open: [.inProgress, .resolved]
                    case .inProgress: [.waiting, .resolved, .open, .waiting]
                    case .waiting: [.inProgress, .resolved]
                    case .resolved: [.inProgress, .closed]
                    case .closed: [.open]
                    case .withdrawn: [.withdrawn]
                    }
                present.status = next[Int.random(in: 0..<next.count, using: &random)]
            }
            phases.append(ServiceLevelHistory.Phase(start: moment, circumstances: present))
        }
        let isAnswered = Bool.random(using: &random)
        let answer = start + .minutes(Int.random(in: 1...2_000, using: &random))
        return ServiceLevelHistory(
            phases: phases, firstRespondedAt: isAnswered && answer <= moment ? answer : nil)
    }
}
