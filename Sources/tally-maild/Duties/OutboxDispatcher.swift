/// Sends what waits in the outbox, over several connections at once.
///
/// Nobody gets two mails at the same time, so that a conversation arrives in its order.
struct OutboxDispatcher: Duty {
    let name = "outbox"
    let lanes: [OutboxLane]

    /// Looks into the outbox at once.
    func wake() {
        for lane in lanes { lane.wakeup.ring() }
    }

    func run() async throws {
        try await withThrowingTaskGroup { group in
            for lane in lanes { group.addTask { try await lane.run() } }
            try await group.next()
        }
    }
}
