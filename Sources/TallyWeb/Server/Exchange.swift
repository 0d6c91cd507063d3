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
}
