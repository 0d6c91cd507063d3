/// The addresses of people: asked for, proven, chosen, given up.
extension Desk {
    /// How many addresses one person may have or ask for.
    package static let addressesLimit = 20
    /// How many links a day one address is sent, whoever asks.
    static let addressMailsPerDay = 3

    /// Mails a link to an address that somebody says is theirs; it is theirs once the link was used.
    ///
    /// Whether somebody else has the address already shows only then, so that nobody can ask who is known here.
    package func requestAddress(
        _ address: MailAddress, of id: Person.ID, by authority: Authority
    ) throws(DeskError) {
        let person = try personForAddresses(id, authority)
        let known = try records.addresses(of: id)
        guard !known.contains(address) else {
            throw .refused(.invalid(field: "email", problem: "is theirs already"))
        }
        let waiting = try records.addressProofs(of: id, at: now).map(\.address).filter { $0 != address }
        guard known.count + waiting.count < Self.addressesLimit else {
            throw .refused(.invalid(field: "email", problem: "is one address too many"))
        }
        let sent = try records.queuedCount([.confirmAddress], to: address, since: now - .days(1))
        guard sent < Self.addressMailsPerDay else {
            throw .refused(.invalid(field: "email", problem: "was sent enough links for today"))
        }
        let token = mint.oneTimeToken()
        try records.keep(
            AddressProof(
                token: token.digest, person: id, address: address, requestedAt: now,
                expiresAt: now + AddressProof.lifetime))
        try queueAddressMail(to: address, of: person, token)
    }

    /// Gives somebody an address on the word of the operator, without proof.
    package func giveAddress(_ address: MailAddress, to id: Person.ID) throws(DeskError) {
        guard try records.person(id) != nil else { throw .refused(.missing(.person)) }
        try checkIsFree(address)
        guard try records.addresses(of: id).count < Self.addressesLimit else {
            throw .refused(.invalid(field: "email", problem: "is one address too many"))
        }
        try records.addAddress(address, to: id)
        try records.removeAddressProofs(of: address)
    }

    /// Whom and what a link is about; nil when it is not valid any more.
    package func addressProof(
        _ token: String
    ) throws(DeskError) -> (person: Person, address: MailAddress)? {
        guard let proof = try records.addressProof(mint.digest(ofOneTimeToken: token)), now < proof.expiresAt,
            let person = try records.person(proof.person), person.isActive
        else { return nil }
        return (person, proof.address)
    }

    /// Uses a link: the address becomes the person's, and no link to it works any more.
    ///
    /// - Returns: nil when the link is not valid any more.
    package func confirmAddress(_ token: String) throws(DeskError) -> (person: Person, address: MailAddress)?
    {
        guard let (person, address) = try addressProof(token) else { return nil }
        try checkIsFree(address)
        try records.addAddress(address, to: person.id)
        try records.removeAddressProofs(of: address)
        try tell(person, of: .addressAdded, about: address)
        return (person, address)
    }

    /// Gives up an address, or the wish for it; mail from it is a stranger's afterwards.
    package func removeAddress(
        _ address: MailAddress, of id: Person.ID, by authority: Authority
    ) throws(DeskError) {
        let person = try personForAddresses(id, authority)
        if try records.removeAddressProof(of: address, by: id) { return }
        guard try records.addresses(of: id).contains(address) else { throw .refused(.missing(.person)) }
        guard address != person.address else {
            throw .refused(
                .invalid(field: "email", problem: "is where their mail goes; choose another first"))
        }
        try records.removeAddress(address)
    }

    private func personForAddresses(_ id: Person.ID, _ authority: Authority) throws(DeskError) -> Person {
        try require(.edit, of: authority) { .person(id, for: $0) }
        guard let person = try records.person(id) else { throw .refused(.missing(.person)) }
        guard person.isActive else { throw .refused(.invalid(field: "person", problem: "was disabled")) }
        return person
    }

    private func checkIsFree(_ address: MailAddress) throws(DeskError) {
        guard try records.person(with: address) == nil else {
            throw .refused(.invalid(field: "email", problem: "belongs to somebody already"))
        }
        guard !settings.isOwn(address) else {
            throw .refused(.invalid(field: "email", problem: "is the desk's own"))
        }
    }

    /// The link in a mail that holds nothing its asker could choose but the address it goes to.
    private func queueAddressMail(
        to address: MailAddress, of person: Person, _ token: OneTimeToken
    ) throws(DeskError) {
        try queue(
            .confirmAddress, to: address, named: nil, of: person,
            values: [
                JSON.Member(name: "account", value: .string(person.address.text)),
                JSON.Member(
                    name: "confirm_url",
                    value: .string("\(settings.siteURL)/confirm-address/\(OneTimeToken.place)")),
                JSON.Member(name: OneTimeToken.seedMember, value: .string(token.seed)),
                JSON.Member(
                    name: "confirm_hours",
                    value: .integer(AddressProof.lifetime.milliseconds / 3_600_000)),
            ])
    }
}
