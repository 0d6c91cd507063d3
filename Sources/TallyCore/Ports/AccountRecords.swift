/// Ways into accounts: passwords, sign-ins, and links that were mailed.
package protocol AccountRecords {
    /// The encoded password hash; nil when the person cannot sign in with a password.
    func passwordHash(of person: Person.ID) throws(DeskError) -> String?
    func setPasswordHash(_ hash: String, of person: Person.ID) throws(DeskError)

    /// Keeps a sign-in; `token` is the SHA-256 of the refresh token.
    func addSession(_ session: Session) throws(DeskError)
    func session(withToken token: [UInt8]) throws(DeskError) -> Session?
    func session(_ id: String) throws(DeskError) -> Session?
    /// Those that have not expired, the one used last first, at most `limit`.
    func sessions(of person: Person.ID, at now: Timestamp, limit: Int) throws(DeskError) -> [Session]
    func revokeSession(_ id: String) throws(DeskError)
    /// Ends every sign-in of a person, but the one that is to go on.
    func revokeSessions(of person: Person.ID, except kept: String?) throws(DeskError)
    /// Puts another refresh token in the place of the session's present one.
    func rotateSession(_ id: String, to token: [UInt8], at now: Timestamp, expiresAt: Timestamp)
        throws(DeskError)

    func keep(_ link: AccountLink) throws(DeskError)
    func accountLink(_ token: [UInt8]) throws(DeskError) -> AccountLink?
    func removeAccountLink(_ token: [UInt8]) throws(DeskError)
    /// Takes away every link that was mailed to an address, but of one purpose only that when given.
    func removeAccountLinks(to address: MailAddress, for purpose: AccountLink.Purpose?) throws(DeskError)
    /// Whether somebody has an invitation that can still be used.
    func hasInvitation(_ person: Person.ID, at now: Timestamp) throws(DeskError) -> Bool
    /// Takes away every link into a person's account.
    func removeAccountLinks(of person: Person.ID) throws(DeskError)
}

extension AccountRecords {
    /// Ends every sign-in of a person.
    package func revokeSessions(of person: Person.ID) throws(DeskError) {
        try revokeSessions(of: person, except: nil)
    }
}
