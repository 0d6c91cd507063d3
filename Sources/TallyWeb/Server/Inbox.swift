internal import CLinux
internal import Glibc
internal import Synchronization

/// What other threads tell the event loop, and the bell that wakes it.
///
/// It owns the bell: whoever can still ring it keeps it open.
final class Inbox: Sendable {
    /// One piece of news for the loop.
    enum Message: Sendable {
        case answer(ConnectionID, HTTPResponse)
        case send(ConnectionID, [UInt8])
        case closeWebSocket(ConnectionID, WebSocketCloseCode)
        /// The endpoint has taken every message it was given.
        case caughtUp(ConnectionID)
        /// Take no more connections, and end when the present ones have ended or the time is over.
        case stop(within: Duration)
    }

    private let messages = Mutex<[Message]>([])
    private let bell: Descriptor

    init() throws(SystemError) {
        let flags = Int32(EFD_NONBLOCK | EFD_CLOEXEC)
        bell = try Descriptor(eventfd(0, flags), from: "eventfd")
    }

    var rawDescriptor: Int32 { bell.rawValue }

    /// Adds a message; the first one since the loop looked rings the bell.
    func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        guard isFirst else { return }
        _ = eventfd_write(bell.rawValue, 1)
    }

    func takeAll() -> [Message] {
        var count: eventfd_t = 0
        _ = unsafe eventfd_read(bell.rawValue, &count)
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
