/// The program's side of a WebSocket.
///
/// The calls for one connection come one after the other, in order; `closed` is the last and always comes.
package protocol WebSocketEndpoint: Sendable {
    /// The handshake is done.
    func opened(_ connection: WebSocketConnection) async

    /// The client sent a text message.
    func received(_ text: String, from connection: WebSocketConnection) async

    /// The WebSocket is over; nothing that is sent arrives any more.
    func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) async
}
