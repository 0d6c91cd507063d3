/// A request and its answer under way on a connection.
struct Exchange {
    let id = RequestID()
    /// Nil when the request could not be read.
    let head: RequestHead?
    let client: PeerAddress
    /// When the request was complete; before that, when its head was.
    var start: ContinuousClock.Instant
    /// What the connection had sent before.
    let sentBefore: Int
    /// What was answered.
    var status: HTTPStatus?

    /// Whether the connection may go on after this answer.
    ///
    /// Not after a refused upgrade: a proxy in between may believe in it, and pass on what is no HTTP.
    func keepsConnection(after response: HTTPResponse) -> Bool {
        guard let head else { return false }
        if case .webSocket = response.content { return true }
        return head.keepsConnection && !head.fields.tokens(of: "connection").contains("upgrade")
    }

    /// What is told about it when it is over.
    ///
    /// - Parameter sentBytes: what the connection has sent in its life.
    func record(peer: PeerAddress, sentBytes: Int, now: ContinuousClock.Instant) -> AccessRecord {
        AccessRecord(
            id: id, peer: peer, client: client, head: head, status: status,
            sentBytes: sentBytes - sentBefore, duration: start.duration(to: now))
    }
}
