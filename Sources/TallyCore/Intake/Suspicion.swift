/// What staff are told of in mails that a machine of theirs may answer, which would cause the next.
enum Suspicion: String {
    case unprovenWords = "unproven words"
    case unprovenSender = "unproven sender"
    case leak
}

extension Intake {
    /// Whether staff were told of the same about somebody on the ticket shortly before; from now on they are.
    func isTold(
        _ suspicion: Suspicion, _ text: String = "", of person: Person, on ticket: Ticket.ID
    ) throws(DeskError) -> Bool {
        try times(WrittenWords(suspicion.rawValue + " " + text), of: person.address, on: ticket) > 0
    }
}
