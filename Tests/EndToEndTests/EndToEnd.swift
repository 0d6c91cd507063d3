import TallyCore
import Testing

/// The daemon between a real Dovecot and a real Postfix, one test at a time.
@Suite(.serialized, .timeLimit(.minutes(4)))
enum EndToEnd {}

/// A ticket that has just been opened by mail, and what everybody knows of it.
struct OpenedTicket {
    let id: Int
    let reference: String
    let acknowledgement: ArrivedMail
    /// What Sam and Tina were told.
    let samsNotice: ArrivedMail
    let tinasNotice: ArrivedMail
}

extension HelpDesk {
    /// Alice asks for help, and everybody who should hear of it has heard of it.
    func openTicket(
        _ subject: String = "My monitor flickers", _ words: String = "since this morning it flickers."
    ) throws -> OpenedTicket {
        let id = try alice.send(subject, "Hello,\n\n\(words)\n\nAlice")
        let acknowledgement = try alice.acknowledgement(of: id)
        let samsNotice = try sam.mail("a notice of \(subject)") { $0.subject.contains(subject) }
        let tinasNotice = try tina.mail("a notice of \(subject)") { $0.subject.contains(subject) }
        let tickets = try client(sam).tickets().filter { $0["subject"].text == subject }
        guard let ticket = tickets.first, tickets.count == 1, let id = ticket["id"].int else {
            throw Program.Failure(description: "\(tickets.count) tickets “\(subject)”")
        }
        return OpenedTicket(
            id: id, reference: ticket["reference"].text ?? "", acknowledgement: acknowledgement,
            samsNotice: samsNotice, tinasNotice: tinasNotice)
    }

    /// Sends a mail that nothing else depends on and waits until it is a ticket: all mail before it has been read too.
    func waitUntilReadSoFar() throws {
        let subject = "Marker \(UInt32.random(in: 0...UInt32.max))"
        try Correspondent("Marker", "marker@outside.example", on: servers).send(
            subject, "All before this has been read.")
        let client = try client(sam)
        try eventually("the ticket “\(subject)”") {
            try client.tickets().contains { $0["subject"].text == subject }
        }
    }
}
