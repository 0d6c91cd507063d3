internal import TallyCore

/// The addresses of people, and those that wait for proof.
extension Records: AddressRecords {
    func addresses(of person: Person.ID) throws(DeskError) -> [MailAddress] {
        try rows(
            """
            SELECT a.address FROM person_address a JOIN person p ON p.id = a.person_id WHERE a.person_id = ?1
            ORDER BY a.address <> p.address, a.address
            """, [.integer(person.rawValue)]
        ) { row throws(SQLiteError) in try row.address(0) }
    }

    func addAddress(_ address: MailAddress, to person: Person.ID) throws(DeskError) {
        try run(
            "INSERT INTO person_address (address, person_id) VALUES (?1, ?2)",
            [.text(address.text), .integer(person.rawValue)])
    }

    func removeAddress(_ address: MailAddress) throws(DeskError) {
        try run("DELETE FROM person_address WHERE address = ?1", [.text(address.text)])
    }

    func setPrimaryAddress(_ address: MailAddress, of person: Person.ID) throws(DeskError) {
        try run(
            "UPDATE person SET address = ?2 WHERE id = ?1", [.integer(person.rawValue), .text(address.text)])
    }

    // MARK: Proofs

    func keep(_ proof: AddressProof) throws(DeskError) {
        try run(
            "DELETE FROM address_proof WHERE expires_at <= ?1", [.integer(proof.requestedAt.milliseconds)])
        try run(
            """
            INSERT INTO address_proof (token, person_id, address, requested_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (person_id, address) DO UPDATE SET token = excluded.token,
                requested_at = excluded.requested_at, expires_at = excluded.expires_at
            """,
            [
                .blob(proof.token), .integer(proof.person.rawValue), .text(proof.address.text),
                .integer(proof.requestedAt.milliseconds), .integer(proof.expiresAt.milliseconds),
            ])
    }

    func addressProof(_ token: [UInt8]) throws(DeskError) -> AddressProof? {
        try first(
            "SELECT token, person_id, address, requested_at, expires_at FROM address_proof WHERE token = ?1",
            [.blob(token)], AddressProof.init(row:))
    }

    func addressProofs(of person: Person.ID, at now: Timestamp) throws(DeskError) -> [AddressProof] {
        try rows(
            """
            SELECT token, person_id, address, requested_at, expires_at FROM address_proof
            WHERE person_id = ?1 AND expires_at > ?2 ORDER BY requested_at, address
            """, [.integer(person.rawValue), .integer(now.milliseconds)], AddressProof.init(row:))
    }

    func removeAddressProofs(of address: MailAddress) throws(DeskError) {
        try run("DELETE FROM address_proof WHERE address = ?1", [.text(address.text)])
    }

    func removeAddressProof(of address: MailAddress, by person: Person.ID) throws(DeskError) -> Bool {
        try run(
            "DELETE FROM address_proof WHERE person_id = ?1 AND address = ?2",
            [.integer(person.rawValue), .text(address.text)]) > 0
    }
}

extension AddressProof {
    /// Columns: token, person_id, address, requested_at, expires_at.
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            token: row.blob(0), person: Person.ID(rawValue: row.integer(1)), address: try row.address(2),
            requestedAt: row.moment(3), expiresAt: row.moment(4))
    }
}

extension Row {
    fileprivate func address(_ column: Int32) throws(SQLiteError) -> MailAddress {
        guard let address = MailAddress(text(column)) else { throw .unreadable("an address of a person") }
        return address
    }
}
