/// Mail about accounts: links into them, and what happened to them.
///
/// It holds nothing its asker could choose but the address it goes to. So nobody is named in it: a name may be what
/// somebody wrote in another's place.
extension Desk {
    /// How many mails of one kind a day one address is sent, whoever asks; beyond, one an hour.
    ///
    /// Never none: whoever asks in somebody's place would keep them out.
    static let accountMailsPerDay = 10

    /// Mails a link, and keeps what it is known by.
    func mailLink(
        _ purpose: AccountLink.Purpose, to address: MailAddress, of person: Person?, name: String? = nil,
        _ more: [JSON.Member] = []
    ) throws(DeskError) {
        let token = mint.oneTimeToken()
        try records.keep(
            AccountLink(
                token: token.digest, purpose: purpose, person: person?.id, address: address, name: name,
                requestedAt: now, expiresAt: now + purpose.lifetime))
        // Behind the "#", which browsers send to nobody: neither to logs nor to other sites.
        let url = "\(settings.siteURL)/#/\(purpose.page)/\(OneTimeToken.place)"
        try queue(
            purpose.mailKind, to: address, named: nil, of: person,
            values: [
                JSON.Member(name: "link_url", value: .string(url)),
                JSON.Member(name: OneTimeToken.seedMember, value: .string(token.seed)),
                JSON.Member(name: purpose.lifetimeMember.name, value: purpose.lifetimeMember.value),
            ] + more)
    }

    /// Whether an address may be sent one more mail of a kind now.
    func mayMail(_ kind: MailKind, to address: MailAddress) throws(DeskError) -> Bool {
        if try records.queuedCount([kind], to: address, since: now - .days(1)) < Self.accountMailsPerDay {
            return true
        }
        return try records.queuedCount([kind], to: address, since: now - .hours(1)) == 0
    }

    /// Tells somebody what happened to their account, where their mail went before it.
    ///
    /// - Parameter address: the one that the event is about.
    package func tell(
        _ person: Person, of event: AccountEvent, about address: MailAddress? = nil
    ) throws(DeskError) {
        guard try mayMail(.account, to: person.address) else { return }
        let flags = AccountEvent.allCases.map {
            JSON.Member(name: $0.rawValue, value: .bool($0 == event))
        }
        try queue(
            .account, to: person.address, named: nil, of: person,
            values: flags + [
                JSON.Member(name: "event_address", value: .string(address?.text ?? "")),
                JSON.Member(name: "when_text", value: .string(settings.wording(for: person)(now))),
                JSON.Member(name: "reset_url", value: .string("\(settings.siteURL)/#/forgot-password")),
            ])
    }
}
