/// The report of each week, mailed to the admins on Monday morning.
extension Desk {
    /// On the clocks of the site.
    package static let reportHour = 7

    /// When the report of the last whole week goes out: on the Monday after it.
    package static func reportTime(of week: CalendarPeriod) -> Timestamp {
        week.last.adding(days: 1).start(in: week.zone, hour: reportHour)
    }

    /// Queues the report of the last whole week, if its time has come and it was not queued before.
    ///
    /// That it was is written in the same transaction as the mail, so no restart doubles it. A desk that was down on
    /// Monday sends it when it is back, and one that had no ticket yet in that week has nothing to report.
    ///
    /// - Returns: when to ask again.
    package func sendWeeklyReport() throws(DeskError) -> Timestamp {
        let week = CalendarPeriod.lastWeek(before: now, in: settings.zone)
        let time = Self.reportTime(of: week)
        guard time <= now else { return time }
        let next = CalendarDay(of: now, in: settings.zone).monday.adding(days: 7)
            .start(in: settings.zone, hour: Self.reportHour)
        guard try records.hasTickets(before: week.end), try records.noteReport(of: week, at: now) else {
            return next
        }
        for person in try records.agents(of: nil) where person.role == .admin {
            try queueReport(of: week, to: person)
        }
        return next
    }

    private func queueReport(of week: CalendarPeriod, to person: Person) throws(DeskError) {
        let totals = try records.analytics(AnalyticsQuery(period: week, dimensions: []), at: now).totals
        let words = settings.wording(for: person)
        try queue(
            .report, to: person,
            values: [
                JSON.Member(
                    name: "period",
                    value: [
                        "from": .string(week.first.description), "to": .string(week.last.description),
                        "from_text": .string(words(week.first)), "to_text": .string(words(week.last)),
                    ]),
                JSON.Member(
                    name: "figures",
                    value: [
                        "created": totals.created.json, "resolved": totals.resolved.json,
                        "reopened": totals.reopened.json,
                        "first_response_text": .string(words(totals.firstResponse.wall.median)),
                        "resolution_text": .string(words(totals.resolution.wall.median)),
                    ]),
            ])
    }

    /// The report that goes with a mail; nil when what it was about is gone.
    package func report(with draft: OutgoingDraft) throws(DeskError) -> TicketReport? {
        let words = try wording(of: draft)
        if let id = draft.ticket {
            guard let ticket = try records.ticket(id) else { return nil }
            return try report(on: ticket, for: nil, words)
        }
        guard let first = draft.values["period"]["from"].text.flatMap({ CalendarDay($0) }),
            let last = draft.values["period"]["to"].text.flatMap({ CalendarDay($0) }),
            let period = CalendarPeriod(from: first, to: last, in: settings.zone)
        else { return nil }
        return try report(on: period, words)
    }

    /// How a mail was put into words, whatever its reader has chosen since.
    private func wording(of draft: OutgoingDraft) throws(DeskError) -> Wording {
        var reader: Person?
        if let id = draft.person { reader = try records.person(id) }
        guard let language = draft.values["language"].text.flatMap({ LanguageTag($0) }) else {
            return settings.wording(for: reader)
        }
        return settings.wording(in: [language], for: reader)
    }
}
