/// A secret that goes into a link, what is kept of it, and what it is made of again.
///
///     seed  = base32( key-id(1) random(20) )
///     token = base32( HMAC-SHA-256(key, seed)[0 ..< 20] )
///
/// The seed waits in the outbox with the mail that has the link, the digest in the records. Neither is the token: it
/// takes the keys to make it, so a copy of the database opens nothing.
package struct OneTimeToken: Sendable {
    /// Letters and digits, for the link.
    package let text: Secret
    /// SHA-256, for the records.
    package let digest: [UInt8]
    /// What the token is made of once more when its mail is sent.
    package let seed: String
}

extension TokenMint {
    private static let seedBytes = 20

    /// A token that nobody can guess: 160 bits.
    func oneTimeToken() -> OneTimeToken {
        let key = keys.signing
        return token(Base32.encode([key.id] + cryptography.randomBytes(Self.seedBytes)), key)
    }

    /// The token of a seed; nil when it is none, or when its key is gone.
    package func oneTimeToken(seed: String) -> OneTimeToken? {
        guard let octets = Base32.decode(seed[...].utf8), octets.count == 1 + Self.seedBytes,
            let key = keys.key(octets[0])
        else { return nil }
        return token(seed, key)
    }

    /// What is kept of the token that somebody presents.
    package func digest(ofOneTimeToken text: String) -> [UInt8] {
        cryptography.sha256(Array("tally one-time 1 ".utf8) + Array(text.utf8))
    }

    private func token(_ seed: String, _ key: KeyRing.Key) -> OneTimeToken {
        let message = Array("tally one-time 1 ".utf8) + Array(seed.utf8)
        let text = Base32.encode(Array(cryptography.hmacSHA256(message, key: key.octets).prefix(20)))
        return OneTimeToken(text: Secret(text), digest: digest(ofOneTimeToken: text), seed: seed)
    }
}

extension OneTimeToken {
    /// The member of a mail's values that the seed waits in.
    static let seedMember = "token_seed"
    /// Where in a link of a mail's values the token goes.
    static let place = "{token}"
}

extension OutgoingDraft {
    /// Whether a link with a token belongs to it, whose bytes must not be kept.
    package var hasOneTimeToken: Bool {
        values[OneTimeToken.seedMember] != .null || values[Confirmation.factsMember] != .null || hasFileLinks
    }
}

extension OutgoingMail {
    /// The mail with the token in its links, for whoever renders it.
    ///
    /// Without its key the link ends before the token, and whoever follows it is told to ask again.
    package func linked(by mint: TokenMint) -> OutgoingMail {
        guard !draft.hasFileLinks else { return with(values: draft.valuesWithFileLinks(by: mint)) }
        guard draft.hasOneTimeToken, let members = draft.values.members else { return self }
        var token = ""
        if let seed = draft.values[OneTimeToken.seedMember].text {
            token = mint.oneTimeToken(seed: seed)?.text.reveal() ?? ""
        } else if let confirmation = Confirmation(facts: draft.values[Confirmation.factsMember]) {
            token = mint.text(of: confirmation)
        }
        let linked = members.compactMap { member -> JSON.Member? in
            guard member.name != OneTimeToken.seedMember, member.name != Confirmation.factsMember else {
                return nil
            }
            guard let text = member.value.text, text.hasSuffix(OneTimeToken.place) else { return member }
            return JSON.Member(
                name: member.name, value: .string(text.dropLast(OneTimeToken.place.count) + token))
        }
        return with(values: .object(linked))
    }

    private func with(values: JSON) -> OutgoingMail {
        var mail = self
        mail.draft.values = values
        return mail
    }
}
