import MailParsing
import TallyCore
import TallyStore

/// Everything about Alice's ticket that commands and staff's words could change, and who was told of that.
struct TicketStanding: Equatable {
    let ticket: TicketSnapshot
    /// What the history says beside comments, which unproven requesters may write.
    let history: [TimelineEntry]
    /// What staff said to the requester.
    let answers: [String]
    /// Who was told that something happened.
    let told: [String]

    /// Takes what was mailed until now out of the outbox.
    init(of it: StaffedDesk) async throws {
        let number = it.ticket
        // In one transaction: it is looked at after each of thousands of mails.
        (ticket, history, answers) = try await it.desk.store.read { records throws(DeskError) in
            guard let state = try records.ticket(number) else { throw .refused(.notFound) }
            let snapshot = TicketSnapshot(
                state, participants: Set(try records.participants(of: number)),
                tags: Set(try records.tags(of: number)))
            let history = try records.timeline(of: number).filter { $0.kind != .comment }
            let answers = try records.comments(of: number)
                .filter { $0.content.visibility == .public && $0.content.isVerified }.map(\.content.text)
            return (snapshot, history, answers)
        }
        let quiet: Set<MailKind> = [.received, .newTicket, .comment, .confirm, .oversize]
        told = try await it.desk.sent().filter { $0.draft.ticket == number }.filter { mail in
            !quiet.contains(mail.draft.kind)
                || mail.draft.kind == .comment && mail.draft.to.address == "alice@acme.example"
        }.map(\.summary)
    }
}
