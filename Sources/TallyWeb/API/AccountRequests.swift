internal import Synchronization
internal import TallyCore

/// Grants what people ask for who are not signed in, after they were answered.
///
/// So the answer, and the time it takes, is the same whether or not anybody has the address. What is asked for is only
/// kept in memory: who gets no mail asks again.
package actor AccountRequests {
    /// More are not kept; the limits of who asks hold long before.
    private static let capacity = 1_000

    private let store: any DeskStore
    private let settings: DeskSettings
    private let mint: TokenMint
    private let clock: @Sendable () -> Timestamp
    private let noteFailure: @Sendable (String) -> Void
    private nonisolated let queue = Mutex<[Desk.AccountWish]>([])
    private let arrivals: AsyncStream<Void>
    private nonisolated let noteArrival: AsyncStream<Void>.Continuation

    init(
        store: any DeskStore, settings: DeskSettings, mint: TokenMint,
        clock: @escaping @Sendable () -> Timestamp, noteFailure: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.settings = settings
        self.mint = mint
        self.clock = clock
        self.noteFailure = noteFailure
        (arrivals, noteArrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes a wish, and never waits; false when there are too many.
    nonisolated func submit(_ wish: Desk.AccountWish) -> Bool {
        let isTaken = queue.withLock { queue in
            guard queue.count < Self.capacity else { return false }
            queue.append(wish)
            return true
        }
        noteArrival.yield()
        return isTaken
    }

    /// Grants wishes as they come, until the task is cancelled.
    package func run() async {
        for await _ in arrivals { await grantAll() }
    }

    /// Grants everything that waits.
    package func grantAll() async {
        while let wish = queue.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
            let (settings, mint, now) = (settings, mint, clock())
            do throws(DeskError) {
                try await store.write { records throws(DeskError) in
                    try Desk(records: records, settings: settings, mint: mint, now: now).grant(wish)
                }
            } catch {
                noteFailure("a link into an account could not be mailed: \(error)")
            }
        }
    }
}
