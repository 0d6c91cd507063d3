/// How a watched mailbox fares, for health, console and log.
package struct MailboxStatus: Hashable, Sendable {
    /// What the watcher is doing.
    package enum State: Hashable, Sendable {
        case connecting
        /// Fetching, staging and filing.
        case synchronising
        /// The server will tell of new mail.
        case idle
        /// The server will be asked again at this moment.
        case polling(next: Timestamp)
        /// Something failed, and it is tried again at this moment.
        ///
        /// `needsOperator` when time alone will not mend it.
        case backingOff(reason: String, needsOperator: Bool, until: Timestamp)
        case stopped
    }

    package let mailbox: MailboxName
    package var state: State
    /// When the server last answered.
    package var lastContact: Timestamp?
    /// Messages in the watched folder; nil before it was first opened.
    package var messages: Int?
    /// Messages that the server has but does not hand over; they are asked for again from time to time.
    package var unfetchable: Int
    /// What keeps staged messages from being flagged and moved, in words; nil when nothing does.
    package var filingProblem: String?

    package init(mailbox: MailboxName) {
        self.mailbox = mailbox
        state = .connecting
        lastContact = nil
        messages = nil
        unfetchable = 0
        filingProblem = nil
    }
}
