/// One answered request, for the log and the metrics.
package struct AccessRecord: Sendable {
    package let id: RequestID
    package let peer: PeerAddress
    package let client: PeerAddress
    /// Nil when the request could not be read.
    package let head: RequestHead?
    /// Nil when the client left before it was answered.
    package let status: HTTPStatus?
    /// Octets sent, head included; fewer than the response has when the client left.
    package let sentBytes: Int
    /// From the end of the request to the last octet of the response.
    package let duration: Duration
}
