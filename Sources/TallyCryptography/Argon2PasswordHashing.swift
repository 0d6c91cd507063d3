internal import CSodium
internal import Synchronization
package import TallyCore

/// Passwords hashed with argon2id at libsodium's "interactive" cost: 64 MiB, two passes (RFC 9106).
///
/// Two at a time, each on a thread of its own, and a short queue: many log-ins at once must not become an attack on
/// memory, and who would wait for longer than anybody waits is sent away at once.
package final class Argon2PasswordHashing: PasswordHashing {
    /// Longer ones are refused before any work is done.
    package static let longestPassword = 128
    /// How many passwords wait at most, beside those that are being hashed.
    package static let longestQueue = 32

    private let lanes: [Argon2Lane]
    /// How many passwords each lane has, the one it works on included.
    private let loads: Mutex<[Int]>

    /// - Parameter lanes: how many passwords are hashed at a time.
    package init(lanes: Int = 2) {
        precondition(sodium_init() >= 0, "libsodium could not be initialised")
        self.lanes = (0..<lanes).map { Argon2Lane(name: "passwords \($0)") }
        loads = Mutex(Array(repeating: 0, count: lanes))
    }

    package func hash(_ password: Secret) async throws(PasswordHashingBusy) -> String {
        let lane = try enter()
        defer { leave(lane) }
        return await lanes[lane].hash(password)
    }

    package func verify(
        _ password: Secret, against stored: String?
    ) async throws(PasswordHashingBusy) -> Bool {
        guard password.reveal().utf8.count <= Self.longestPassword else { return false }
        let lane = try enter()
        defer { leave(lane) }
        return await lanes[lane].verify(password, against: stored)
    }

    /// Takes a place in the shorter queue.
    private func enter() throws(PasswordHashingBusy) -> Int {
        let lane = loads.withLock { loads -> Int? in
            guard loads.reduce(0, +) < loads.count + Self.longestQueue else { return nil }
            let shortest = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[shortest] += 1
            return shortest
        }
        guard let lane else { throw PasswordHashingBusy() }
        return lane
    }

    private func leave(_ lane: Int) {
        loads.withLock { $0[lane] -= 1 }
    }
}
