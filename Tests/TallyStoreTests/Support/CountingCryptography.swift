import Synchronization
import TallyCore
import TallyCryptography

/// Real hashes, but "random" octets that count up: the same in each run, and never twice in one.
final class CountingCryptography: Cryptography {
    private let real = SodiumCryptography()
    private let calls = Mutex(UInt8(0))

    func sha256(_ message: [UInt8]) -> [UInt8] { real.sha256(message) }
    func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] { real.hmacSHA256(message, key: key) }
    func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool { real.areEqual(left, right) }

    func randomBytes(_ count: Int) -> [UInt8] {
        let number = calls.withLock { calls in
            calls &+= 1
            return calls
        }
        return Array(repeating: number, count: count)
    }
}
