internal import TallyCore

/// Makes and checks what proves a sign-in to the API: a JWT (RFC 7519) signed with HS256 (RFC 7518 §3.2).
///
/// The header of a token is compared octet by octet with the few that this server writes. So the algorithm cannot be
/// chosen by whoever presents a token, and nothing of it is parsed before its signature is known to be ours.
struct AccessTokens: Sendable {
    /// How long a token is good for; then the refresh token gets another.
    static let lifetime = Duration.minutes(15)

    /// Who is signed in, and by which sign-in.
    struct Claims: Hashable {
        let person: Person.ID
        let session: String
    }

    private struct Signer {
        let key: [UInt8]
        /// In base64url, as it begins every token signed with the key.
        let header: [UInt8]
    }

    private static let audience = "tally-api"
    /// More octets than any of our tokens has.
    private static let longestToken = 2_048

    private let signers: [Signer]
    private let cryptography: any Cryptography
    private let issuer: String

    init(keys: KeyRing, cryptography: any Cryptography, issuer: String) {
        self.cryptography = cryptography
        self.issuer = issuer
        signers = keys.keys.map { key in
            let header: JSON = ["alg": "HS256", "typ": "JWT", "kid": .string(String(key.id))]
            return Signer(
                key: cryptography.hmacSHA256(Array("tally jwt 1".utf8), key: key.octets),
                header: Array(Base64URL.encode(header.serialized()).utf8))
        }
    }

    /// A token for one sign-in, good from now on.
    func mint(_ claims: Claims, at now: Timestamp) -> String {
        let payload: JSON = [
            "iss": .string(issuer), "aud": .string(Self.audience),
            "sub": .string(String(claims.person.rawValue)),
            "sid": .string(claims.session), "iat": .integer(now.unixSeconds),
            "exp": .integer((now + Self.lifetime).unixSeconds),
        ]
        let signer = signers[signers.count - 1]
        let signed = signer.header + [UInt8(ascii: ".")] + Array(Base64URL.encode(payload.serialized()).utf8)
        let signature = cryptography.hmacSHA256(signed, key: signer.key)
        return String(decoding: signed, as: UTF8.self) + "." + Base64URL.encode(signature)
    }

    /// What a presented token claims; nil when we did not make it, or its time is over.
    func verify(_ token: String, at now: Timestamp) -> Claims? {
        let bytes = Array(token.utf8)
        guard bytes.count <= Self.longestToken else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let signer = signers.last(where: { parts[0].elementsEqual($0.header) }),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        let signed = Array(bytes[..<parts[1].endIndex])
        guard cryptography.areEqual(signature, cryptography.hmacSHA256(signed, key: signer.key)),
            let payload = Base64URL.decode(parts[1])
        else { return nil }
        return claims(in: payload, at: now)
    }

    private func claims(in payload: [UInt8], at now: Timestamp) -> Claims? {
        // Only a payload of ours comes here; one that is no JSON is an old form, and as good as expired.
        guard let payload = try? JSON(parsing: payload), payload["iss"] == .string(issuer),
            payload["aud"] == .string(Self.audience), let expiry = payload["exp"].int,
            now.unixSeconds < expiry, let session = payload["sid"].text,
            let person = payload["sub"].text.flatMap({ Int64($0) })
        else { return nil }
        return Claims(person: Person.ID(rawValue: person), session: session)
    }
}
