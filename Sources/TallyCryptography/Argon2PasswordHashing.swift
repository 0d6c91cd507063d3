internal import CSodium
package import TallyCore

/// Passwords hashed with argon2id at libsodium's "interactive" cost: 64 MiB, two passes (RFC 9106).
///
/// One at a time, on a thread of its own: many log-ins at once must not become an attack on memory.
package actor Argon2PasswordHashing: PasswordHashing {
    /// Longer ones are refused before any work is done.
    package static let longestPassword = 128

    private nonisolated let thread = ThreadExecutor(name: "passwords")
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// What unknown people's passwords are compared with, so that they take as long as known ones.
    private lazy var decoy = hashed(Secret("nobody has this password"))

    package init() {
        precondition(sodium_init() >= 0, "libsodium could not be initialised")
    }

    package func hash(_ password: Secret) -> String { hashed(password) }

    package func verify(_ password: Secret, against stored: String?) -> Bool {
        let text = password.reveal()
        guard text.utf8.count <= Self.longestPassword else { return false }
        let isRight = unsafe crypto_pwhash_str_verify(stored ?? decoy, text, UInt64(text.utf8.count)) == 0
        return isRight && stored != nil
    }

    private func hashed(_ password: Secret) -> String {
        let text = password.reveal()
        var encoded = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let code = unsafe crypto_pwhash_str(
            &encoded, text, UInt64(text.utf8.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
            Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
        precondition(code == 0, "argon2id found no memory")
        let bytes = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
