/// How long is kept what is needed only for a while.
///
/// Tickets, their comments, their files and their history are kept for ever, and so is the word that a mail was
/// received: without it, the same mail would become a second ticket. Nil keeps the rest for ever too.
package struct Retention: Hashable, Sendable {
    /// `sentBytesDays`: the finished bytes of a mail that was sent or given up, PDF included.
    package var sentBytes: Duration? = .days(30)
    /// `outgoingDays`: the row of such a mail, by which a bounce finds its ticket; what its verbs did, for `undo`; and
    /// its reply address once that has lapsed, by which a late answer finds the ticket.
    ///
    /// As long is remembered where mail did not arrive: then it is tried once more.
    package var outgoing: Duration? = .days(400)
    /// `eventDays`: what clients of the WebSocket can ask for again.
    package var events: Duration? = .days(30)
    /// `notificationDays`: read or not.
    package var notifications: Duration? = .days(90)
    /// `rawMailDays`: received mail as it arrived, once it is processed.
    package var rawMail: Duration?
    /// `heldMailDays`: received mail that waits for somebody to let it in, or that could not be read.
    package var heldMail: Duration? = .days(400)
    /// `contactMessageDays`: read or not; whoever likes can write them.
    package var contactMessages: Duration? = .days(400)

    package init() {}
}

extension ConfigurationReader {
    func retention() -> Retention {
        var retention = Retention()
        guard let section = root.section("retention") else { return retention }
        func read(_ name: String, into time: inout Duration?) {
            guard let days = section.read(name, as: .integer(0...36_500)) else { return }
            time = days == 0 ? nil : .days(days)
        }
        read("sentBytesDays", into: &retention.sentBytes)
        read("outgoingDays", into: &retention.outgoing)
        read("eventDays", into: &retention.events)
        read("notificationDays", into: &retention.notifications)
        read("rawMailDays", into: &retention.rawMail)
        read("heldMailDays", into: &retention.heldMail)
        read("contactMessageDays", into: &retention.contactMessages)
        if let rows = retention.outgoing, rows < retention.sentBytes ?? rows {
            section.reject(
                "outgoingDays", "is less than sentBytesDays, and the bytes go with the row",
                advice: "keep rows at least as long as their bytes")
        }
        section.finish()
        return retention
    }
}
