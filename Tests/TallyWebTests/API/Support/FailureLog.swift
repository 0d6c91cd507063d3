import Synchronization

/// What the site told its operator.
final class FailureLog: Sendable {
    private let log = Mutex<[String]>([])

    var all: [String] { log.withLock { $0 } }

    func add(_ failure: String) { log.withLock { $0.append(failure) } }
}
