/// Ways into accounts: asked for, mailed, used.
///
/// What anybody may ask for is answered by mail alone, and never by a refusal: whether an address is known here is
/// told to nobody but whoever reads its mail.
extension Desk {
    /// Mails the link that was asked for, to whom it is due.
    package func grant(_ wish: AccountWish) throws(DeskError) {
        switch wish {
        case .signUp(let address, let name): try grantSignUp(address, name: name)
        case .resetPassword(let address): try mailLink(.reset, to: address)
        case .signIn(let address): try mailLink(.signIn, to: address)
        }
    }

    /// Whether people with this address may make themselves an account.
    package func maySignUp(_ address: MailAddress) -> Bool {
        switch settings.signUp {
        case .off, .invite: false
        case .domains(let domains): domains.contains(address.domain) && !settings.isOwn(address)
        }
    }

    /// Whether somebody has an account or may get one by themselves: to have mailed the desk is not enough.
    private func mayEnter(_ person: Person, with address: MailAddress) throws(DeskError) -> Bool {
        if person.isAgent || maySignUp(address) { return true }
        if try records.passwordHash(of: person.id) != nil { return true }
        guard settings.signUp != .off else { return false }
        return try records.hasInvitation(person.id, at: now)
    }

    private func grantSignUp(_ address: MailAddress, name: String) throws(DeskError) {
        guard maySignUp(address) else { return }
        let person = try records.person(with: address)
        if let person {
            guard person.isActive else { return }
            // Who has a password has an account, and may have forgotten both.
            if try records.passwordHash(of: person.id) != nil {
                return try mailLink(.reset, to: address)
            }
        }
        guard try mayMail(.signUp, to: address) else { return }
        try mailLink(.signUp, to: address, of: person, name: person == nil ? name : nil)
    }

    /// Mails a link into the account of whoever has the address, if anybody has.
    private func mailLink(_ purpose: AccountLink.Purpose, to address: MailAddress) throws(DeskError) {
        guard let person = try records.person(with: address), person.isActive, !settings.isOwn(address),
            try mayEnter(person, with: address), try mayMail(purpose.mailKind, to: address)
        else { return }
        try mailLink(purpose, to: address, of: person)
    }

    /// Mails somebody who has no password yet a link to set one.
    package func invite(_ id: Person.ID, by authority: Authority) throws(DeskError) {
        try require(.administer, of: authority) { .person(id, for: $0) }
        guard let person = try records.person(id) else { throw .refused(.missing(.person)) }
        guard settings.signUp != .off else {
            throw .refused(
                .conflict(RefusalReason(.nobodyIsInvited)))
        }
        guard person.isActive else { throw .refused(.invalid(field: "person", problem: "was disabled")) }
        guard try records.passwordHash(of: id) == nil else {
            throw .refused(.conflict(RefusalReason(.hasPassword, ["name": person.name])))
        }
        guard try mayMail(.invite, to: person.address) else {
            throw .refused(.invalid(field: "email", problem: "was sent enough links for today"))
        }
        // Only the newest invitation counts.
        try records.removeAccountLinks(to: person.address, for: .invitation)
        let inviter: JSON =
            if let actor = authority.actor?.person {
                ["name": .string(actor.name), "email": .string(actor.address.text)]
            } else {
                .null
            }
        try mailLink(
            .invitation, to: person.address, of: person, [JSON.Member(name: "inviter", value: inviter)])
    }

    // MARK: Using a link

    /// What a link is for, and whose account it opens; nil when it is not valid any more.
    package func accountLink(_ token: String) throws(DeskError) -> (link: AccountLink, person: Person?)? {
        guard let link = try records.accountLink(mint.digest(ofOneTimeToken: token)), now < link.expiresAt
        else { return nil }
        let person = try records.person(with: link.address)
        if let person {
            guard person.isActive, person.id == link.person ?? person.id else { return nil }
        } else {
            guard link.purpose == .signUp, link.person == nil else { return nil }
        }
        if link.purpose == .signUp, !maySignUp(link.address) { return nil }
        return (link, person)
    }

    /// Uses a link that sets a password; every sign-in of the person ends.
    ///
    /// - Parameter purposes: what the link may be for.
    /// - Returns: nil when the link is not valid any more.
    package func setPassword(
        _ hash: String, with token: String, for purposes: Set<AccountLink.Purpose>, name: String? = nil
    ) throws(DeskError) -> Person? {
        guard let (link, known) = try accountLink(token), purposes.contains(link.purpose) else { return nil }
        let person: Person
        if let known {
            person = known
        } else {
            let name = name ?? link.name ?? link.address.text
            let draft = PersonDraft(name: name, role: .employee, address: link.address)
            person = try createPerson(draft, by: .operator)
        }
        let hadPassword = try records.passwordHash(of: person.id) != nil
        try replacePassword(of: person, with: hash)
        if known != nil { try tell(person, of: hadPassword ? .passwordChanged : .passwordSet) }
        try records.removeAccountLinks(to: link.address, for: nil)
        return person
    }

    /// Uses a link that signs in; nil when it is not valid any more.
    package func signIn(with token: String) throws(DeskError) -> Person? {
        guard let (link, person) = try accountLink(token), link.purpose == .signIn else { return nil }
        try records.removeAccountLink(link.token)
        return person
    }

    // MARK: Passwords

    /// Sets somebody's own new password, and ends their other sign-ins.
    ///
    /// The caller has made sure of them by their present one.
    package func changePassword(
        of person: Person, to hash: String, keeping session: String
    ) throws(DeskError) {
        try replacePassword(of: person, with: hash, keeping: session)
        try tell(person, of: .passwordChanged)
    }

    /// Whatever opened the account before opens it no more.
    private func replacePassword(
        of person: Person, with hash: String, keeping session: String? = nil
    ) throws(DeskError) {
        try records.setPasswordHash(hash, of: person.id)
        try records.revokeSessions(of: person.id, except: session)
        try records.removeAccountLinks(of: person.id)
    }
}
