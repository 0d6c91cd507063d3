import Synchronization

/// Counts up from 1, whoever asks.
final class SendableCounter: Sendable {
    private let value = Mutex(UInt32(0))

    func next() -> UInt32 {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
