package import MailParsing

/// What keeps the desk from talking with machines: where mail bounced, what is held, what is gathered.
package protocol MachineRecords {
    /// Puts a mail into the outbox.
    ///
    /// - Parameters:
    ///   - due: when it is to be sent first.
    ///   - isAnswer: whether the breaker may hold it.
    func enqueue(_ draft: OutgoingDraft, due: Timestamp, isAnswer: Bool) throws(DeskError)
    /// Writes down a mail that is not sent, and why.
    func withhold(_ draft: OutgoingDraft, reason: String) throws(DeskError)
    /// When the mails about a ticket to an address were to be sent, newest first.
    func plannedTimes(
        of ticket: Ticket.ID, to address: MailAddress, limit: Int
    ) throws(DeskError) -> [Timestamp]
    /// How many mails of some kinds were queued for an address since a moment.
    func queuedCount(
        _ kinds: Set<MailKind>, to address: MailAddress, since: Timestamp
    ) throws(DeskError) -> Int
    /// How many automatic answers were queued for anybody since a moment.
    func answerCount(since: Timestamp) throws(DeskError) -> Int

    /// Writes down where the delivery of a mail is after an attempt.
    func keep(_ delivery: Delivery, of mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError)

    // Bounces

    func bouncedMail(_ messageID: MessageID) throws(DeskError) -> BouncedMail?
    func bouncedMail(_ id: OutgoingMail.ID) throws(DeskError) -> BouncedMail?
    /// The newest mail about a ticket to an address that was sent.
    func bouncedMail(about ticket: Ticket.ID, to address: MailAddress) throws(DeskError) -> BouncedMail?
    func keep(_ bounce: Bounce, of mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError)
    /// How many mails to the address bounced hard since a moment, outside of storms.
    func hardBounceCount(of address: MailAddress, since: Timestamp) throws(DeskError) -> Int
    func undeliverable(_ address: MailAddress) throws(DeskError) -> UndeliverableAddress?
    func keep(_ address: UndeliverableAddress) throws(DeskError)
    /// Addresses that get no mail, the latest first.
    func suspendedAddresses(limit: Int) throws(DeskError) -> [UndeliverableAddress]
    /// Gives up what waits for an address.
    func giveUpWaiting(to address: MailAddress, reason: String, at now: Timestamp) throws(DeskError)

    // Storms of bounces

    /// The one that lasts; nil when none does.
    func bounceStorm(at now: Timestamp) throws(DeskError) -> BounceStorm?
    func add(_ storm: BounceStorm) throws(DeskError)
    /// Lets the one that lasts end later.
    func prolongBounceStorm(until: Timestamp, at now: Timestamp) throws(DeskError)
    /// At how many addresses of people mail bounced hard since a moment; none counts whom the desk got to know later
    /// than `acquaintance`, and counting ends at `limit`.
    func bouncedPeople(
        since: Timestamp, knownBefore acquaintance: Timestamp, limit: Int
    ) throws(DeskError) -> Int
    /// Sends mail again to addresses that were suspended since a moment.
    func liftSuspensions(since: Timestamp) throws(DeskError)

    // The breaker

    /// The trip that holds automatic answers; nil when they are sent.
    func breakerTrip() throws(DeskError) -> BreakerTrip?
    func add(_ trip: BreakerTrip) throws(DeskError)
    /// Lets automatic answers go, and gives up those that are older than `oldest`.
    func releaseBreaker(
        at now: Timestamp, by who: String, answersSince oldest: Timestamp
    ) throws(DeskError)

    // Notices

    func gather(
        _ kind: MailKind, to person: Person.ID, about ticket: Ticket.ID, for mail: GatheringMail,
        at now: Timestamp
    ) throws(DeskError)
    /// Whether notices of a flood wait for a person.
    func hasGathered(for person: Person.ID) throws(DeskError) -> Bool
    /// People whose oldest notice of a flood is from before a moment.
    func peopleWithGathered(since latest: Timestamp, limit: Int) throws(DeskError) -> [Person.ID]
    /// Takes what is gathered for a person, in the order of the tickets' first notices.
    func takeGathered(_ mail: GatheringMail, of person: Person.ID) throws(DeskError) -> [GatheredNotices]

    /// Since when something waits for the daily mail, of everybody for whom it does.
    func waitingDigests() throws(DeskError) -> [(person: Person.ID, since: Timestamp)]
    /// Notes that somebody is sent the mail of a day on their calendar; false when that was noted before.
    func noteDigest(of day: CalendarDay, to person: Person.ID, at now: Timestamp) throws(DeskError) -> Bool

    // Words

    /// Whether a receipt about the ticket is due at the address later than a moment, and was not tried yet.
    func hasWaitingReceipt(
        on ticket: Ticket.ID, to address: MailAddress, after time: Timestamp
    ) throws(DeskError) -> Bool
    /// Notes that somebody wrote these words; gives how often they did since a moment, before this time.
    func noteWords(
        _ fingerprint: [UInt8], of sender: MailAddress, at now: Timestamp, since: Timestamp
    ) throws(DeskError) -> Int
}
