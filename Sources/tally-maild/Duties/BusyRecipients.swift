internal import Synchronization

/// Whom a mail is being sent to at this moment.
final class BusyRecipients: Sendable {
    private let addresses = Mutex(Set<String>())

    var all: Set<String> { addresses.withLock { $0 } }

    /// False when somebody sends them a mail already.
    func insert(_ address: String) -> Bool { addresses.withLock { $0.insert(address).inserted } }

    func remove(_ address: String) { addresses.withLock { _ = $0.remove(address) } }
}
