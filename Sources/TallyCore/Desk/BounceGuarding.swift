/// Mail of very many people that comes back at once: our own fault, for which nobody is suspended.
extension Desk {
    /// Who the desk has known for so long counts: whoever writes in many made-up names, whose acknowledgements come
    /// back, must not keep real suspensions off.
    private static let acquaintance = Duration.days(1)

    /// Whether what comes back now says nothing of the address it comes back from.
    ///
    /// The first time that it does not, suspensions of the same minutes are lifted, and the admins are told.
    func isBounceStorm() throws(DeskError) -> Bool {
        let rate = settings.outgoing.bounceStorm
        let since = now - rate.within
        let until = now + settings.outgoing.bounceStormPause
        let storm = try records.bounceStorm(at: now)
        let count = try records.bouncedPeople(
            since: since, knownBefore: now - Self.acquaintance, limit: rate.mails)
        guard count >= rate.mails else { return storm != nil }
        if storm != nil {
            try records.prolongBounceStorm(until: until, at: now)
        } else {
            let storm = BounceStorm(from: since, until: until, addresses: count)
            try records.add(storm)
            try records.liftSuspensions(since: since)
            try tellAdmins(of: storm)
        }
        return true
    }

    private func tellAdmins(of storm: BounceStorm) throws(DeskError) {
        let minutes = Int(settings.outgoing.bounceStorm.within.components.seconds / 60)
        try tellAdmins(.alarm) { words in
            [
                "is_returned": true, "addresses": storm.addresses.json, "minutes": minutes.json,
                "since_text": .string(words(storm.from)), "release_text": .string(words(storm.until)),
            ]
        }
    }
}
