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
        for number in [
            confirmation.id.rawValue, confirmation.ticket.rawValue, confirmation.person.rawValue,
            confirmation.mail.rawValue, confirmation.expiresAt.milliseconds,
        ] {
            message += Self.octets(number)
        }
        return Array(cryptography.hmacSHA256(message, key: key.octets).prefix(16))
    }
}
