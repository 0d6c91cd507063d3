/// How much mail the desk sends by itself before it takes the other end for a machine.
package struct OutgoingLimits: Hashable, Sendable {
    /// At most so many mails within a time.
    package struct Rate: Hashable, Sendable {
        package let mails: Int
        package let within: Duration

        package init(_ mails: Int, within: Duration) {
            self.mails = mails
            self.within = within
        }
    }

    /// Automatic answers to one address that proved nothing; each rate holds.
    package var answers = [Rate(5, within: .hours(1)), Rate(20, within: .days(1))]
    /// The same, for senders whose domain is proven: a ticketing system at the other end may have one too.
    package var provenAnswers = [Rate(20, within: .hours(1)), Rate(60, within: .days(1))]
    /// Mails about one ticket to one person; what is over a rate goes later.
    package var ladder = [
        Rate(10, within: .minutes(10)), Rate(15, within: .minutes(30)), Rate(25, within: .hours(1)),
        Rate(50, within: .hours(3)), Rate(100, within: .hours(10)),
    ]
    /// Notices to one of staff; what is over it is gathered into one mail.
    package var notices = Rate(20, within: .minutes(10))
    /// Automatic answers to everybody together; over it all of them are held.
    package var breaker = Rate(120, within: .minutes(10))
    /// How long the breaker holds at least.
    package var breakerPause = Duration.hours(1)
    /// Hard bounces of different mails after which an address is suspended; nil means never.
    package var suspension: Rate? = Rate(3, within: .days(30))
    /// Hard bounces of so many different people within the time are our own fault and count towards no suspension.
    ///
    /// Where people leave one by one even two on a day are rare, while a relay that refuses us returns the notices of
    /// one ticket to a whole team.
    package var bounceStorm = Rate(5, within: .minutes(10))
    /// How long after it was last reached nothing counts: relays take turns, and reports come late.
    package var bounceStormPause = Duration.hours(1)

    /// The hour of a person's own clocks at which their daily mail goes out.
    package var digestHour = 8

    package init() {}
}
