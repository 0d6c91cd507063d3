import Synchronization
import TallyWeb

/// What the site told of accounts.
final class NoteLog: Sendable {
    private let log = Mutex<[AccountNote]>([])

    var all: [AccountNote] { log.withLock { $0 } }

    func add(_ note: AccountNote) { log.withLock { $0.append(note) } }
}
