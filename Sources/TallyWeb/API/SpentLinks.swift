internal import Synchronization
internal import TallyCore

/// The links that set a password a moment ago, so that whose answer was lost may ask once more.
///
/// Only in memory: after a restart a link that was used is used.
final class SpentLinks: Sendable {
    /// How long a used link is told from one that never was any; as long as a refresh token's repetition.
    static let repetition = RefreshTokens.repetition
    private static let capacity = 1_000

    private struct Use {
        let token: [UInt8]
        let person: Person.ID
        let at: Timestamp
    }

    private let uses = Mutex<[Use]>([])

    /// Notes that a link set somebody's password.
    ///
    /// - Parameter token: the digest of the link's.
    func note(_ token: [UInt8], of person: Person.ID, at now: Timestamp) {
        uses.withLock { uses in
            uses.removeAll { now - $0.at >= Self.repetition }
            if uses.count >= Self.capacity { uses.removeFirst() }
            uses.append(Use(token: token, person: person, at: now))
        }
    }

    /// Whose password a link set a moment ago; nil when it did not.
    func person(_ token: [UInt8], at now: Timestamp) -> Person.ID? {
        uses.withLock { uses in
            uses.first { $0.token == token && now - $0.at < Self.repetition }?.person
        }
    }
}
