/// The mail of the day: notices that somebody does not want one by one.
extension Desk {
    /// Queues the daily mail of those for whom it is time and something waits.
    ///
    /// It is time at the site's hour on the reader's own clocks, when something came before it; what came after waits
    /// for the next day. That somebody was sent the mail of a day is written in the same transaction, so neither a
    /// restart nor another time zone doubles it. A desk that was down at that hour sends it when it is back.
    ///
    /// - Parameter limit: how many people are served at most.
    /// - Returns: how many were; fewer than the limit when nobody is left.
    package func sendDigests(limit: Int) throws(DeskError) -> Int {
        var served = 0
        for waiting in try records.waitingDigests() where served < limit {
            guard let person = try records.person(waiting.person), person.isActive else {
                // Who was disabled hears nothing, not even when they come back.
                _ = try records.takeGathered(.digest, of: waiting.person)
                served += 1
                continue
            }
            guard let day = digestDay(of: person), day.time > waiting.since,
                try records.noteDigest(of: day.day, to: person.id, at: now)
            else { continue }
            served += 1
            let notices = try records.takeGathered(.digest, of: person.id)
            guard let value = try value(of: notices, for: person) else { continue }
            let text = settings.wording(for: person)(day.day)
            let members = (value.members ?? []) + [JSON.Member(name: "day_text", value: .string(text))]
            try queue(.digest, to: person, values: [JSON.Member(name: "digest", value: .object(members))])
        }
        return served
    }

    /// The person's day, and when its mail goes out; nil before that.
    private func digestDay(of person: Person) -> (day: CalendarDay, time: Timestamp)? {
        let zone = settings.zone(of: person)
        let today = CalendarDay(of: now, in: zone)
        let time = today.start(in: zone, hour: settings.outgoing.digestHour)
        return time <= now ? (today, time) : nil
    }
}
