/// Proof that somebody holds the mail that asked them to confirm a command: what its link ends in.
///
///     token = base32( key-id(1) row(8) HMAC-SHA-256(key, facts)[0 ..< 16] )      ; 40 characters
extension TokenMint {
    /// The text of a confirmation's link.
    package func text(of confirmation: Confirmation) -> String {
        let key = keys.signing
        return Base32.encode(
            [key.id] + Self.octets(confirmation.id.rawValue) + mac(of: confirmation, key: key))
    }

    /// Whether the presented token is that of this confirmation.
    ///
    /// Says nothing of expiry and use.
    package func verify(_ presented: PresentedToken, is confirmation: Confirmation) -> Bool {
        guard presented.id.rawValue == confirmation.id.rawValue, let key = keys.key(presented.keyID) else {
            return false
        }
        return cryptography.areEqual(presented.mac, mac(of: confirmation, key: key))
    }

    private func mac(of confirmation: Confirmation, key: KeyRing.Key) -> [UInt8] {
        var message = Array("tally confirm 1".utf8)
        for number in confirmation.facts { message += Self.octets(number) }
        return Array(cryptography.hmacSHA256(message, key: key.octets).prefix(16))
    }
}

extension Confirmation {
    /// The member of a mail's values from which its link is made when the mail is sent.
    ///
    /// So the outbox, and every copy of the database, names the question and holds no answer to it.
    static let factsMember = "confirmation"

    /// What the token of its link vouches for.
    var facts: [Int64] {
        [id.rawValue, ticket.rawValue, person.rawValue, mail.rawValue, expiresAt.milliseconds]
    }

    /// The question as the values of its mail name it; nil when they name none.
    init?(facts: JSON) {
        let numbers = (facts.elements ?? []).compactMap(\.int).map { Int64($0) }
        guard numbers.count == 5 else { return nil }
        self.init(
            id: ID(rawValue: numbers[0]), ticket: Ticket.ID(rawValue: numbers[1]),
            person: Person.ID(rawValue: numbers[2]), mail: StagedMail.ID(rawValue: numbers[3]), comment: nil,
            expiresAt: Timestamp(milliseconds: numbers[4]))
    }
}
