internal import MailParsing

/// Who a mail is from, as far as its header and the address it was sent to prove anything.
struct SenderEvidence {
    /// What the reply token in the recipient address says.
    enum TokenUse: Hashable {
        /// There is none, or none that is in force.
        case none
        /// Given to the very person the mail is from, and this mail did not use it before: proof of the
        /// person.
        case owned
        /// This mail used it before.
        case replayed
        /// Given to somebody else than the mail is from.
        case foreign
    }

    /// The one plain From address; nil when there are none, several, or it is no plain address.
    ///
    /// Reply-To and Sender never count: anybody may write anything there.
    let address: MailAddress?
    let name: String?
    /// Whether every reader takes the From field for that address, also one that ends at a NUL or knows no groups.
    let isPlain: Bool
    /// The checked token, when the mail went to a reply address of ours; also one that is not in force any
    /// more.
    let token: ReplyToken?
    let tokenUse: TokenUse
    /// What the site's own mail servers say of the domain.
    let domain: DomainVerdict
    /// Whether To or Cc name others too, who now know the token.
    let isShared: Bool

    /// Whether the mail may command, and speak as staff.
    func isProven(by proof: Configuration.Identity.CommandProof) -> Bool {
        guard domain != .fail, isPlain else { return false }
        switch proof {
        case .token: return tokenUse == .owned
        case .either: return tokenUse == .owned || domain == .pass && tokenUse != .replayed
        case .both: return tokenUse == .owned && domain == .pass
        }
    }

    /// Whether its words are shown as the sender's own.
    func isVerified(by proof: Configuration.Identity.CommandProof) -> Bool {
        switch proof {
        case .token, .both: isProven(by: .token)
        case .either: isProven(by: .either)
        }
    }

    /// The ticket that the token was given for: any token in force threads, a lapsed one only its owner's
    /// mail.
    var ticket: Ticket.ID? {
        switch tokenUse {
        case .owned, .replayed, .foreign: token?.facts.ticket
        case .none: token?.facts.address == address ? token?.facts.ticket : nil
        }
    }

    /// Whether an answer to it reaches who wrote it, so that it may carry their words.
    var isAnswerable: Bool { domain == .pass || domain != .fail && tokenUse == .owned }
}

extension SenderEvidence {
    /// Who the mail says it is from, when it names just one.
    fileprivate static func sender(of message: Message) -> Mailbox? {
        message.fields(named: "from").count == 1 && message.from.count == 1 ? message.from.first : nil
    }

    /// The address of who the mail says it is from; nil when it is none, or there are several.
    static func address(of message: Message) -> MailAddress? {
        sender(of: message).flatMap { MailAddress($0.address) }
    }

    /// Whether a From field is one address, with or without a name, and nothing that a reader could take otherwise: no
    /// group, route, list or quoted local part, nothing left open, no control character (RFC 5322 §3.4).
    ///
    /// Others look at the field before us, to say whether its domain is right; a field that they read otherwise than we
    /// do proves nothing.
    fileprivate static func isPlain(_ value: [UInt8]) -> Bool {
        var comments = 0
        var (isQuoted, isEscaped, endedQuotation) = (false, false, false)
        var (addresses, brackets) = (0, 0)
        for byte in value {
            if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F { return false }
            if isEscaped {
                isEscaped = false
                continue
            }
            if byte == UInt8(ascii: "\\"), isQuoted || comments > 0 {
                isEscaped = true
                continue
            }
            let wasQuotation = endedQuotation
            endedQuotation = false
            switch byte {
            case UInt8(ascii: "\"") where comments == 0:
                endedQuotation = isQuoted
                isQuoted.toggle()
            case _ where isQuoted: break
            case UInt8(ascii: "("): comments += 1
            case UInt8(ascii: ")"):
                if comments == 0 { return false }
                comments -= 1
            case _ where comments > 0: break
            case UInt8(ascii: "@"):
                if wasQuotation { return false }
                addresses += 1
            case UInt8(ascii: "<"): brackets += 1
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\\"): return false
            default: break
            }
        }
        return addresses == 1 && brackets <= 1 && !isQuoted && comments == 0
    }
}

extension Intake {
    /// How far the Date of a mail with commands may be from now: an old mail sent anew commands nothing.
    static let commandAge = Duration.days(7)

    func evidence(on message: Message) throws(DeskError) -> SenderEvidence {
        let from = SenderEvidence.sender(of: message)
        let address = SenderEvidence.address(of: message)
        let domain =
            address.map { DomainVerdict(on: message, from: $0.domain, trusting: desk.settings.trust) }
            ?? .none
        let token = try presentedToken(in: message, from: address)
        let isPlain = message.fields(named: "from").allSatisfy { SenderEvidence.isPlain($0.rawValue) }
        return SenderEvidence(
            address: address, name: from?.name, isPlain: isPlain, token: token,
            tokenUse: try use(of: token, by: message, from: address, domain), domain: domain,
            isShared: isSeenByOthers(message, from: address))
    }

    /// How many recipients that look like reply addresses are looked up; honest mail has one.
    private static let lookupLimit = 20

    /// The token in one of the recipient addresses, when it is one of ours; the sender's own before anybody
    /// else's.
    private func presentedToken(
        in message: Message, from sender: MailAddress?
    ) throws(DeskError) -> ReplyToken? {
        let patterns = desk.settings.mailboxes.compactMap(\.replyAddress)
        let presented = recipientAddresses(of: message).compactMap { recipient in
            patterns.lazy.compactMap { $0.token(in: recipient) }.first
        }
        var found: ReplyToken?
        for candidate in presented.prefix(Self.lookupLimit) {
            guard let token = try desk.records.replyToken(candidate.id),
                desk.mint.verify(candidate, is: token)
            else { continue }
            if token.facts.address == sender { return token }
            found = found ?? token
        }
        return found
    }

    private func use(
        of token: ReplyToken?, by message: Message, from address: MailAddress?, _ domain: DomainVerdict
    ) throws(DeskError) -> SenderEvidence.TokenUse {
        guard let token, !token.isRevoked, desk.now < token.facts.expiresAt else { return .none }
        // Any address of the same person: people answer from the one their mail program has at hand.
        var isOwner = address == token.facts.address
        if !isOwner, let address {
            isOwner = try desk.records.person(with: address)?.id == token.facts.person
        }
        guard isOwner else { return .foreign }
        // What somebody else sent in the owner's name does not use up what the owner will send.
        guard domain != .fail else { return .none }
        let isFresh = try desk.records.use(token.id, by: message.messageID, at: desk.now)
        return isFresh ? .owned : .replayed
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
