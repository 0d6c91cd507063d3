internal import Synchronization

/// What a client's WebSocket has for the endpoint, delivered by one task at a time.
///
/// There is a task only while there is something to deliver: an idle WebSocket costs none.
final class WebSocketMailbox: Sendable {
    private enum Letter {
        case opened
        case received(String)
        case closed(WebSocketCloseCode)
    }

    private struct State {
        var letters: [Letter] = []
        var isDelivering = false
        var isFull = false
    }

    private let endpoint: any WebSocketEndpoint
    private let connection: WebSocketConnection
    private let work: WorkQueue
    private let inbox: Inbox
    private let capacity: Int
    private let state = Mutex(State())

    init(
        endpoint: any WebSocketEndpoint, connection: WebSocketConnection, work: WorkQueue, inbox: Inbox,
        capacity: Int
    ) {
        self.endpoint = endpoint
        self.connection = connection
        self.work = work
        self.inbox = inbox
        self.capacity = capacity
    }

    func opened() { _ = add(.opened) }

    /// - Returns: whether there is room for more; when not, the loop is told `caughtUp` later.
    func received(_ text: String) -> Bool { add(.received(text)) }

    func closed(_ code: WebSocketCloseCode) { _ = add(.closed(code)) }

    private func add(_ letter: Letter) -> Bool {
        let (mustStart, hasRoom) = state.withLock { state in
            state.letters.append(letter)
            defer { state.isDelivering = true }
            if state.letters.count >= capacity { state.isFull = true }
            return (!state.isDelivering, !state.isFull)
        }
        if mustStart { work.add { await self.deliver() } }
        return hasRoom
    }

    private func deliver() async {
        while true {
            let letters = state.withLock { state in
                defer { state.letters = [] }
                if state.letters.isEmpty { state.isDelivering = false }
                return state.letters
            }
            guard !letters.isEmpty else { return }
            for letter in letters { await deliver(letter) }
            let wasFull = state.withLock { state in
                defer { state.isFull = false }
                return state.isFull
            }
            if wasFull { inbox.post(.caughtUp(connection.id)) }
        }
    }

    private func deliver(_ letter: Letter) async {
        switch letter {
        case .opened: await endpoint.opened(connection)
        case .received(let text): await endpoint.received(text, from: connection)
        case .closed(let code): await endpoint.closed(connection, code)
        }
    }
}
