/// A secret that goes into a link, and what is kept of it.
package struct OneTimeToken: Sendable {
    /// Letters and digits, for the link.
    package let text: Secret
    /// SHA-256, for the records: whoever reads them cannot make the link.
    package let digest: [UInt8]
}

extension TokenMint {
    /// A token that nobody can guess: 160 random bits.
    func oneTimeToken() -> OneTimeToken {
        let text = Base32.encode(cryptography.randomBytes(20))
        return OneTimeToken(text: Secret(text), digest: digest(ofOneTimeToken: text))
    }

    /// What is kept of the token that somebody presents.
    func digest(ofOneTimeToken text: String) -> [UInt8] {
        cryptography.sha256(Array("tally one-time 1 ".utf8) + Array(text.utf8))
    }
}
