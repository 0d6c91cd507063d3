/// The few cryptographic functions that the desk decides with.
///
/// A port, so that the core stays without C; the implementation is libsodium's.
package protocol Cryptography: Sendable {
    /// SHA-256 (FIPS 180-4): 32 octets.
    func sha256(_ message: [UInt8]) -> [UInt8]
    /// HMAC-SHA-256 (RFC 2104): 32 octets.
    func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8]
    /// Compares in a time that does not depend on where the octets differ.
    func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool
    /// Unpredictable octets.
    func randomBytes(_ count: Int) -> [UInt8]
}

/// Slow hashing of passwords (argon2id, RFC 9106).
///
/// It is the one thing here that strangers can make the server work hard with, so it may refuse.
package protocol PasswordHashing: Sendable {
    /// The encoded hash with its parameters and salt, as it is stored.
    func hash(_ password: Secret) async throws(PasswordHashingBusy) -> String
    /// Whether the password is the one that was hashed.
    ///
    /// Takes as long for a `stored` of nil: for unknown names.
    func verify(_ password: Secret, against stored: String?) async throws(PasswordHashingBusy) -> Bool
}

/// More passwords wait to be hashed than are taken.
package struct PasswordHashingBusy: Error, Hashable, Sendable {
    package init() {}
}
