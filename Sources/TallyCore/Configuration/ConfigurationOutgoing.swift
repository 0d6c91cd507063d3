extension ConfigurationReader {
    /// How much mail the desk sends by itself.
    func outgoing() -> OutgoingLimits {
        var limits = OutgoingLimits()
        guard let section = root.section("outgoing") else { return limits }
        var (hour, day) = (limits.answers[0].mails, limits.answers[1].mails)
        section.read("answersPerHour", as: .integer(1...1_000), into: &hour)
        section.read("answersPerDay", as: .integer(1...10_000), into: &day)
        limits.answers = [.init(hour, within: .hours(1)), .init(day, within: .days(1))]
        if let breaker = section.section("breaker") {
            limits.breaker = rate(breaker, limits.breaker)
            breaker.read("pause", as: .duration, into: &limits.breakerPause)
            breaker.finish()
        }
        if let notices = section.section("notices") {
            limits.notices = rate(notices, limits.notices)
            notices.finish()
        }
        if let suspension = section.section("suspension"), let standard = limits.suspension {
            var mails = standard.mails
            suspension.read("bounces", as: .integer(0...100), into: &mails)
            var within = standard.within
            suspension.read("within", as: .duration, into: &within)
            suspension.finish()
            limits.suspension = mails == 0 ? nil : .init(mails, within: within)
        }
        section.read("digestHour", as: .integer(0...23), into: &limits.digestHour)
        section.finish()
        return limits
    }

    private func rate(
        _ section: ConfigurationSection, _ standard: OutgoingLimits.Rate
    ) -> OutgoingLimits.Rate {
        var (mails, within) = (standard.mails, standard.within)
        section.read("mails", as: .integer(1...100_000), into: &mails)
        section.read("within", as: .duration, into: &within)
        return .init(mails, within: within)
    }
}
