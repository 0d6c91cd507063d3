import MailParsing
import TallyCore
import TallyStore

extension StaffedDesk {
    /// A reply address with a token made anew.
    ///
    /// - Parameters:
    ///   - ticket: one that is not there is made.
    ///   - expiresAt: nil means in thirty days.
    ///   - mint: nil means the desk's own.
    func replyAddress(
        of name: String, on ticket: Int64 = 1, expiresAt: Timestamp? = nil, isRevoked: Bool = false,
        mint: TokenMint? = nil
    ) async throws -> String {
        let (now, mint) = (desk.now, mint ?? desk.mint)
        return try await desk.write { _, records throws(DeskError) in
            guard let person = try records.people().first(where: { $0.name == name }) else {
                throw .refused(.notFound)
            }
            if try records.ticket(Ticket.ID(rawValue: ticket)) == nil {
                _ = try records.add(TicketDraft(subject: "Another matter", requester: nil), at: now)
            }
            let facts = ReplyToken.Facts(
                ticket: Ticket.ID(rawValue: ticket), person: person.id, address: person.address,
                issuedAt: now, expiresAt: expiresAt ?? now + .days(30))
            let token = try records.add(facts)
            if isRevoked { try records.revoke(token.id, at: now) }
            return "support+\(mint.text(of: token))@acme.example"
        }
    }
}
