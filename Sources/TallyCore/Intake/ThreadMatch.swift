internal import MailParsing

/// Finding the ticket that a mail belongs to.
extension Intake {
    /// How many of a mail's references are looked up; honest clients send a few dozen at most.
    private static let referenceLimit = 100

    /// In this order: reply token, our own Message-ID, a known foreign Message-ID, the marker at the foot of our
    /// mail, `[TT-n]` of a participant.
    ///
    /// All but the last are known only to those who got a mail of the ticket. None of them says who writes.
    func match(_ message: Message, evidence: SenderEvidence, sender: Person?) throws(DeskError) -> Ticket? {
        if let id = evidence.ticket, let ticket = try desk.records.ticket(id) { return ticket }
        let references = (message.inReplyTo + message.references.reversed()).prefix(Self.referenceLimit)
        for reference in references {
            if let id = desk.mint.ticket(in: reference)?.ticket, let ticket = try desk.records.ticket(id) {
                return ticket
            }
        }
        for reference in references {
            if let id = try desk.records.ticket(knowing: reference), let ticket = try desk.records.ticket(id)
            {
                return ticket
            }
        }
        for id in desk.mint.tickets(markedIn: message.text ?? "") {
            if let ticket = try desk.records.ticket(id) { return ticket }
        }
        guard let sender else { return nil }
        for id in Self.taggedTickets(in: message.subject ?? "", prefix: desk.settings.ticketPrefix) {
            if let ticket = try desk.records.ticket(id) {
                let relation = try desk.relation(of: sender, to: ticket)
                if relation.isRequester || relation.isParticipant || relation.isAssignee { return ticket }
            }
        }
        return nil
    }

    /// The numbers of the `[TT-12]` tags in a subject, in order; ASCII case is ignored.
    static func taggedTickets(in subject: String, prefix: String) -> [Ticket.ID] {
        let bytes = subject.utf8.map { asciiLowercased($0) }
        let mark = [UInt8(ascii: "[")] + prefix.utf8.map { asciiLowercased($0) } + [UInt8(ascii: "-")]
        var found: [Ticket.ID] = []
        var position = 0
        while position + mark.count < bytes.count, found.count < 5 {
            guard bytes[position..<position + mark.count].elementsEqual(mark) else {
                position += 1
                continue
            }
            let digits = bytes[(position + mark.count)...].prefix(19).prefix { (0x30...0x39).contains($0) }
            position = digits.endIndex
            if position < bytes.count, bytes[position] == UInt8(ascii: "]"),
                let number = Int64(String(decoding: digits, as: UTF8.self))
            {
                found.append(Ticket.ID(rawValue: number))
            }
        }
        return found
    }
}
