import Synchronization
import TallyCore

/// Passwords in clear, and a count of how often one was looked at: for tests that are not about argon2id.
final class CountingHashing: PasswordHashing {
    private let log = Mutex<[String?]>([])

    /// What each password was compared with; nil for unknown names.
    var verified: [String?] { log.withLock { $0 } }

    func hash(_ password: Secret) async -> String { "clear:" + password.reveal() }

    func verify(_ password: Secret, against stored: String?) async -> Bool {
        log.withLock { $0.append(stored) }
        return stored == "clear:" + password.reveal()
    }
}
