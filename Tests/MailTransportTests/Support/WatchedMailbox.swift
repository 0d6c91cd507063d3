import Synchronization
import TallyCore

@testable import MailTransport

/// A watcher at work, with everything that it told.
final class WatchedMailbox: Sendable {
    let staging: MemoryStaging
    let task: Task<Void, Never>
    private let statuses: AsyncStream<MailboxStatus>

    /// - Parameter clock: counts up with every look, so that everything that is due some time is due soon.
    init(
        _ settings: MailboxSettings, staging: MemoryStaging = MemoryStaging(), clock: TestClock = TestClock()
    ) {
        let (statuses, continuation) = AsyncStream<MailboxStatus>.makeStream()
        let watcher = MailboxWatcher(
            settings, staging: staging,
            backoff: Backoff(seed: 1, shortest: .milliseconds(1), longest: .milliseconds(9)),
            now: { clock.now }, onStaged: {}, report: { continuation.yield($0) })
        self.staging = staging
        self.statuses = statuses
        task = Task {
            await watcher.run()
            continuation.finish()
        }
    }

    /// Waits for the first report that is as wanted; nil when the watcher ended without one.
    func status(where isWanted: (MailboxStatus) async -> Bool) async -> MailboxStatus? {
        for await status in statuses where await isWanted(status) { return status }
        return nil
    }

    /// Waits until the watcher idles or polls, so that everything there was is done.
    @discardableResult
    func settled() async -> MailboxStatus? {
        await status { status in
            switch status.state {
            case .idle, .polling: true
            case .connecting, .synchronising, .backingOff, .stopped: false
            }
        }
    }

    /// Waits for the first failure, and tells why.
    func failure() async -> (reason: String, needsOperator: Bool)? {
        var found: (String, Bool)?
        _ = await status {
            if case .backingOff(let reason, let needsOperator, _) = $0.state {
                found = (reason, needsOperator)
            }
            return found != nil
        }
        return found
    }

    func stop() async {
        task.cancel()
        await task.value
    }
}

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let moment = Mutex(Timestamp(unixSeconds: 1_800_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) {
        moment.withLock { $0 = $0 + duration }
    }
}

extension MailboxSettings {
    /// A server of this test, without encryption.
    init(port: UInt16, password: String = "secret") {
        self.init(
            name: MailboxName("support"),
            endpoint: Endpoint(host: "127.0.0.1", port: port, security: .none),
            credentials: Credentials(user: "support") { Secret(password) })
    }
}
