/// A connection's WebSocket: its protocol, its timers and the way to its endpoint.
///
/// It belongs to the same thread as its `Connection` and gives it the frames to send.
final class WebSocketLink {
    private let limits: HTTPLimits
    private let mailbox: WebSocketMailbox
    private var session: WebSocketSession
    private var isReported = false
    private var isPaused = false
    private var lastPing: ContinuousClock.Instant
    private var isPongAwaited = false
    private var closing: ContinuousClock.Instant?

    init(mailbox: WebSocketMailbox, limits: HTTPLimits, now: ContinuousClock.Instant) {
        self.mailbox = mailbox
        self.limits = limits
        session = WebSocketSession(limits: limits)
        lastPing = now
        mailbox.opened()
    }

    /// Whether the endpoint still may send.
    var isOpen: Bool { session.isOpen }

    /// Whether the connection ends when everything queued has gone.
    var hasEnded: Bool { session.isClosed }

    /// Nothing is read while the endpoint has too much to do, nor after the end.
    var wantsToRead: Bool { !isPaused && !hasEnded }

    /// When `deadlinePassed` has to be called.
    var deadline: ContinuousClock.Instant {
        if let closing { return closing + limits.pongTime }
        return lastPing + (isPongAwaited ? limits.pongTime : limits.pingTime)
    }

    func receive(_ bytes: ArraySlice<UInt8>, _ now: ContinuousClock.Instant) -> [[UInt8]] {
        isPongAwaited = false
        return perform(session.receive(bytes), now)
    }

    func close(_ code: WebSocketCloseCode, _ now: ContinuousClock.Instant) -> [[UInt8]] {
        let actions = session.close(code)
        if !actions.isEmpty { closing = now }
        return perform(actions, now)
    }

    func caughtUp() { isPaused = false }

    /// The ping that is due; nil when nothing came from the client since the last one.
    func deadlinePassed(_ now: ContinuousClock.Instant) -> [UInt8]? {
        guard closing == nil, !isPongAwaited else { return nil }
        isPongAwaited = true
        lastPing = now
        return WebSocketFrame.bytes(.ping, [])
    }

    /// The connection is gone; tells the endpoint unless it knows.
    func lost() { report(.abnormal) }

    private func perform(
        _ actions: [WebSocketSession.Action], _ now: ContinuousClock.Instant
    ) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        for action in actions {
            switch action {
            case .deliver(let text): if !mailbox.received(text) { isPaused = true }
            case .send(let frame): frames.append(frame)
            case .end(let code):
                closing = now
                report(code)
            }
        }
        return frames
    }

    private func report(_ code: WebSocketCloseCode) {
        guard !isReported else { return }
        isReported = true
        mailbox.closed(code)
    }
}
