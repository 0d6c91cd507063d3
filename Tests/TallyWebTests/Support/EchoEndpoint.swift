import Synchronization
import TallyWeb

/// Sends every message back and keeps a record of what happened.
final class EchoEndpoint: WebSocketEndpoint {
    enum Event: Hashable, Sendable {
        case opened
        case received(String)
        case closed(WebSocketCloseCode)
    }

    private let log = Mutex<[Event]>([])
    var events: [Event] { log.withLock { $0 } }

    func opened(_ connection: WebSocketConnection) async {
        log.withLock { $0.append(.opened) }
    }

    func received(_ text: String, from connection: WebSocketConnection) async {
        log.withLock { $0.append(.received(text)) }
        if text == "close me" {
            connection.close(.policyViolation)
        } else {
            connection.send(text)
        }
    }

    func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) async {
        log.withLock { $0.append(.closed(code)) }
    }

    /// An application whose `/ws` is this endpoint.
    var application: HTTPApplication {
        HTTPApplication { request in
            WebSocketHandshake.response(
                to: request, allowedOrigins: ["https://desk.example"], endpoint: self)
        }
    }
}
