internal import TallyCore

/// Links into accounts.
extension Records {
    func keep(_ link: AccountLink) throws(DeskError) {
        try run(
            "DELETE FROM account_link WHERE expires_at <= ?1", [.integer(link.requestedAt.milliseconds)])
        try run(
            """
            INSERT INTO account_link (token, purpose, person_id, address, name, requested_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            [
                .blob(link.token), .text(link.purpose.rawValue), .optional(link.person?.rawValue),
                .text(link.address.text), .optional(link.name), .integer(link.requestedAt.milliseconds),
                .integer(link.expiresAt.milliseconds),
            ])
    }

    func accountLink(_ token: [UInt8]) throws(DeskError) -> AccountLink? {
        try first(
            """
            SELECT token, purpose, person_id, address, name, requested_at, expires_at FROM account_link
            WHERE token = ?1
            """, [.blob(token)], AccountLink.init(row:))
    }

    func removeAccountLink(_ token: [UInt8]) throws(DeskError) {
        try run("DELETE FROM account_link WHERE token = ?1", [.blob(token)])
    }

    func removeAccountLinks(to address: MailAddress, for purpose: AccountLink.Purpose?) throws(DeskError) {
        try run(
            "DELETE FROM account_link WHERE address = ?1 AND (?2 IS NULL OR purpose = ?2)",
            [.text(address.text), .optional(purpose?.rawValue)])
    }

    func hasInvitation(_ person: Person.ID, at now: Timestamp) throws(DeskError) -> Bool {
        try first(
            """
            SELECT 1 FROM account_link WHERE person_id = ?1 AND purpose = 'invitation' AND expires_at > ?2
            """, [.integer(person.rawValue), .integer(now.milliseconds)]
        ) { _ in true } ?? false
    }

    func removeAccountLinks(of person: Person.ID) throws(DeskError) {
        try run("DELETE FROM account_link WHERE person_id = ?1", [.integer(person.rawValue)])
    }
}

extension AccountLink {
    fileprivate init(row: Row) throws(SQLiteError) {
        guard let address = MailAddress(row.text(3)) else {
            throw .unreadable("the address of a link into an account")
        }
        self.init(
            token: row.blob(0), purpose: try row.choice(Purpose.self, 1), person: row.optionalPerson(2),
            address: address, name: row.optionalText(4), requestedAt: row.moment(5), expiresAt: row.moment(6))
    }
}
