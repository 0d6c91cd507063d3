import Synchronization
import TallyCore

/// A clock that stands until it is moved.
final class SharedClock: Sendable {
    private let time = Mutex(Timestamp(unixSeconds: 1_795_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}
