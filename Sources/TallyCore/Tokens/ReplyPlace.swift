internal import MailParsing

/// Where the token goes in a reply address that was not sent yet: forty zeros, which no token can be.
///
/// They stand in drafts and in the bytes that wait to be sent, so that the outbox, and every copy of the database,
/// names tokens and holds none. They are as long as a token is, so that a header is folded the same with either.
enum ReplyPlace {
    static let text = String(repeating: "0", count: 40)

    /// The message with the token in its Reply-To, and as it was elsewhere: a subject may have zeros of its own.
    static func fill(_ message: [UInt8], with token: String) -> [UInt8] {
        guard let field = replyTo(in: message) else { return message }
        let place = Array(text.utf8)
        var start = field.upperBound - place.count
        while start >= field.lowerBound {
            if message[start..<start + place.count].elementsEqual(place) {
                var filled = message
                filled.replaceSubrange(start..<start + place.count, with: token.utf8)
                return filled
            }
            start -= 1
        }
        return message
    }

    /// The lines of the field (RFC 5322 §2.2.3), without the line end behind it.
    private static func replyTo(in message: [UInt8]) -> Range<Int>? {
        let name = Array("Reply-To:".utf8)
        var start = 0
        while start < message.count, message[start] != UInt8(ascii: "\r") {
            var end = start
            repeat {
                end = message[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? message.count
            } while end < message.count
                && (message[end] == UInt8(ascii: " ") || message[end] == UInt8(ascii: "\t"))
            if message[start..<end].starts(with: name) { return start..<end }
            start = end
        }
        return nil
    }
}

extension ReplyToken {
    /// What a draft names of its token, besides the address that it goes to.
    package var stored: JSON {
        .array(
            [
                id.rawValue, facts.ticket.rawValue, facts.person.rawValue, facts.issuedAt.milliseconds,
                facts.expiresAt.milliseconds,
            ].map { .integer($0) })
    }

    /// The token that a draft names; nil when it names none.
    ///
    /// Whether it was revoked since, its record says.
    package init?(stored: JSON, of recipient: String) {
        let numbers = (stored.elements ?? []).compactMap(\.int).map { Int64($0) }
        guard numbers.count == 5, let address = MailAddress(recipient) else { return nil }
        let facts = Facts(
            ticket: Ticket.ID(rawValue: numbers[1]), person: Person.ID(rawValue: numbers[2]),
            address: address, issuedAt: Timestamp(milliseconds: numbers[3]),
            expiresAt: Timestamp(milliseconds: numbers[4]))
        self.init(id: ID(rawValue: numbers[0]), facts: facts, isRevoked: false)
    }
}

extension OutgoingMail {
    /// The mail with the token in its reply address, as its reader gets it.
    package func addressed(by mint: TokenMint) -> OutgoingMail {
        guard let token = draft.replyToken, let place = draft.replyTo else { return self }
        var mail = self
        mail.draft.replyTo = Mailbox(
            name: place.name, address: place.address.replacing(ReplyPlace.text, with: mint.text(of: token)))
        return mail
    }

    /// The octets to hand over: those that are kept, with the token in their Reply-To.
    ///
    /// The same each time while the keys are the same.
    package func addressed(_ prepared: [UInt8], by mint: TokenMint) -> [UInt8] {
        draft.replyToken.map { ReplyPlace.fill(prepared, with: mint.text(of: $0)) } ?? prepared
    }
}
