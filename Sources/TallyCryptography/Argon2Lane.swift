internal import CSodium
internal import TallyCore

/// One thread that hashes one password after the other.
actor Argon2Lane {
    private nonisolated let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// What unknown people's passwords are compared with, so that they take as long as known ones.
    private lazy var decoy = hashed(Secret("nobody has this password"))

    /// - Parameter name: of the thread.
    init(name: String) {
        thread = ThreadExecutor(name: name)
    }

    func hash(_ password: Secret) -> String { hashed(password) }

    func verify(_ password: Secret, against stored: String?) -> Bool {
        let text = password.reveal()
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
