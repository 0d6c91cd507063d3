/// One client's WebSocket, as the program holds it.
///
/// It may be used from any task and after the WebSocket is over; then nothing happens.
package struct WebSocketConnection: Hashable, Sendable {
    let id: ConnectionID
    /// The number of the request that opened it.
    package let requestID: RequestID
    /// Who opened it.
    package let client: PeerAddress
    private let inbox: Inbox

    init(id: ConnectionID, requestID: RequestID, client: PeerAddress, inbox: Inbox) {
        self.id = id
        self.requestID = requestID
        self.client = client
        self.inbox = inbox
    }

    /// Queues a text message behind those sent before.
    ///
    /// A client that does not take its messages is closed with 1013 when too much waits for it.
    package func send(_ text: String) {
        send(WebSocketMessage(text))
    }

    /// Queues a message that other clients get as well.
    package func send(_ message: WebSocketMessage) {
        inbox.post(.send(id, message.frame))
    }

    /// Closes the WebSocket behind the messages sent before.
    package func close(_ code: WebSocketCloseCode = .normal) {
        inbox.post(.closeWebSocket(id, code))
    }

    package static func == (left: WebSocketConnection, right: WebSocketConnection) -> Bool {
        left.id == right.id
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }
}
