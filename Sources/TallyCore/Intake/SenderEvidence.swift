internal import MailParsing

/// Who a mail is from, as far as its header and the address it was sent to prove anything.
struct SenderEvidence {
    /// The one plain From address; nil when there are none, several, or it is no plain address.
    ///
    /// Reply-To and Sender never count: anybody may write anything there.
    let address: MailAddress?
    let name: String?
    /// The checked token, when the mail went to a reply address of ours.
    let token: ReplyToken?
    /// Whether the token was sent to this very address, is in force, and this mail did not use it before.
    let isProven: Bool
    /// A token of an agent came from somebody else: it has leaked.
    let hasLeaked: Bool
    /// Whether To or Cc name others too, who now know the token.
    let isShared: Bool
}

extension Intake {
    /// How far the Date of a mail with commands may be from now: an old mail sent anew commands nothing.
    static let commandAge = Duration.days(7)

    func evidence(on message: Message) throws(DeskError) -> SenderEvidence {
        let from =
            message.fields(named: "from").count == 1 && message.from.count == 1 ? message.from.first : nil
        let address = from.flatMap { MailAddress($0.address) }
        let recipients = recipientAddresses(of: message)
        let patterns = desk.settings.mailboxes.compactMap(\.replyAddress)
        var found: ReplyToken?
        for recipient in recipients {
            guard found == nil,
                let presented = patterns.lazy.compactMap({ $0.token(in: recipient) }).first,
                let token = try desk.records.replyToken(presented.id)
            else { continue }
            if desk.mint.verify(presented, is: token) { found = token }
        }
        guard let token = found, !token.isRevoked, desk.now < token.facts.expiresAt else {
            return SenderEvidence(
                address: address, name: from?.name, token: nil, isProven: false, hasLeaked: false,
                isShared: false)
        }
        let isOwner = address == token.facts.address
        let isFresh = isOwner ? try desk.records.use(token.id, by: message.messageID, at: desk.now) : false
        return SenderEvidence(
            address: address, name: from?.name, token: token, isProven: isOwner && isFresh,
            hasLeaked: !isOwner, isShared: isSeenByOthers(message, from: address))
    }

    /// Whether To and Cc name anybody but the desk and the sender.
    ///
    /// What delivery agents noted of the way does not count: it is no person who reads the header.
    private func isSeenByOthers(_ message: Message, from sender: MailAddress?) -> Bool {
        let own = Set(desk.settings.mailboxes.map(\.address))
        let patterns = desk.settings.mailboxes.compactMap(\.replyAddress)
        return (message.to + message.cc).contains { recipient in
            guard let address = MailAddress(recipient.address) else { return true }
            return address != sender && !own.contains(address)
                && !patterns.contains { $0.token(in: address) != nil }
        }
    }

    /// Whether the mail is of about now.
    func isTimely(_ message: Message) -> Bool {
        guard let date = message.date else { return false }
        let age = desk.now - Timestamp(unixSeconds: date)
        return age <= Self.commandAge && age >= .zero - Self.commandAge
    }

    /// To, Cc and what the delivery agents noted of the envelope, each address once.
    private func recipientAddresses(of message: Message) -> [MailAddress] {
        let noted = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"]
            .flatMap { message.fields(named: $0) }
            .map { $0.value.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") } }
            .map { String(decoding: $0, as: UTF8.self) }
        var seen: Set<MailAddress> = []
        return ((message.to + message.cc).map(\.address) + noted).compactMap { text in
            guard let address = MailAddress(text), seen.insert(address).inserted else { return nil }
            return address
        }
    }
}
