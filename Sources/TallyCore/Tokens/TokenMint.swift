/// Makes and checks what only the holder of the keys can make.
package struct TokenMint: Sendable {
    let keys: KeyRing
    let cryptography: any Cryptography

    package init(keys: KeyRing, cryptography: any Cryptography) {
        self.keys = keys
        self.cryptography = cryptography
    }

    /// The token of a row, as it goes into an address.
    package func text(of token: ReplyToken) -> String {
        let key = keys.signing
        return Base32.encode([key.id] + Self.octets(token.id.rawValue) + mac(of: token, key: key))
    }

    /// Whether the presented token is the one of this row.
    ///
    /// Says nothing of expiry and revocation.
    package func verify(_ presented: PresentedToken, is token: ReplyToken) -> Bool {
        guard presented.id == token.id, let key = keys.key(presented.keyID) else { return false }
        return cryptography.areEqual(presented.mac, mac(of: token, key: key))
    }

    private func mac(of token: ReplyToken, key: KeyRing.Key) -> [UInt8] {
        let facts = token.facts
        var message = Array("tally reply 1".utf8)
        for number in [
            token.id.rawValue, facts.ticket.rawValue, facts.person.rawValue, facts.issuedAt.milliseconds,
            facts.expiresAt.milliseconds,
        ] {
            message += Self.octets(number)
        }
        message += Array(facts.address.text.utf8)
        return Array(cryptography.hmacSHA256(message, key: key.octets).prefix(16))
    }

    static func octets(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
