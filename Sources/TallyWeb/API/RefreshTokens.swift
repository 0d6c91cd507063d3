internal import TallyCore

/// Makes and reads refresh tokens: what a sign-in is continued with when its access token has run out.
///
///     token = base64url( session(16) secret(32) HMAC-SHA-256(key, session secret)[0 ..< 16] )
///
/// Only the SHA-256 of the present token is stored. The MAC tells an old token of a session from a guess: somebody who
/// presents one has a copy, and the sign-in ends for both. But for a minute the token before the present one is answered
/// like the first time, since answers get lost and pages are loaded twice; so each token's successor is fixed by a MAC.
struct RefreshTokens: Sendable {
    /// How long a sign-in lasts that is not used.
    static let lifetime = Duration.days(30)
    /// How long a token that was traded may be traded again, for the same.
    static let repetition = Duration.minutes(1)

    /// A token and what is stored of it.
    struct Token {
        let text: Secret
        let session: String
        let hash: [UInt8]
    }

    private static let sessionBytes = 16
    private static let secretBytes = 32
    private static let macBytes = 16

    private let keys: [[UInt8]]
    private let cryptography: any Cryptography

    init(keys: KeyRing, cryptography: any Cryptography) {
        self.cryptography = cryptography
        self.keys = keys.keys.map { cryptography.hmacSHA256(Array("tally refresh 1".utf8), key: $0.octets) }
    }

    /// The token of a new session.
    func mint() -> Token {
        mint(cryptography.randomBytes(Self.sessionBytes), cryptography.randomBytes(Self.secretBytes))
    }

    /// The next token of the session that `token` belongs to, always the same one.
    func next(after token: Token) -> Token? {
        Base64URL.decode(token.session.utf8).map { session in
            let secret = Array("tally refresh next 1".utf8) + token.hash
            return mint(session, cryptography.hmacSHA256(secret, key: keys[keys.count - 1]))
        }
    }

    private func mint(_ session: [UInt8], _ secret: [UInt8]) -> Token {
        let body = session + secret
        return token(body + mac(of: body, key: keys[keys.count - 1]))
    }

    /// Reads a token; nil when we did not make it.
    func read(_ text: String) -> Token? {
        let bodyBytes = Self.sessionBytes + Self.secretBytes
        guard text.utf8.count <= 128, let octets = Base64URL.decode(text.utf8),
            octets.count == bodyBytes + Self.macBytes
        else { return nil }
        let body = Array(octets[..<bodyBytes])
        let mac = Array(octets[bodyBytes...])
        guard keys.contains(where: { cryptography.areEqual(mac, self.mac(of: body, key: $0)) }) else {
            return nil
        }
        return token(octets)
    }

    /// What a sign-in is called in an address; its own name is part of its tokens.
    func number(of session: Session) -> String {
        let name = Array("tally session 1 \(session.id)".utf8)
        return Base64URL.encode(Array(cryptography.sha256(name).prefix(12)))
    }

    private func token(_ octets: [UInt8]) -> Token {
        Token(
            text: Secret(Base64URL.encode(octets)),
            session: Base64URL.encode(Array(octets[..<Self.sessionBytes])),
            hash: cryptography.sha256(octets))
    }

    private func mac(of body: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(cryptography.hmacSHA256(body, key: key).prefix(Self.macBytes))
    }
}
