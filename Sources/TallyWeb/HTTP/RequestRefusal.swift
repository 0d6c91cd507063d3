/// A request that is answered without being looked at further; the connection ends with the answer.
///
/// After a request that cannot be read for certain nobody knows where the next one begins: reading on is how
/// requests are smuggled past proxies (RFC 9112 §11.2).
package struct RequestRefusal: Error, Hashable, Sendable {
    package let status: HTTPStatus
    /// What is wrong, for the writer of the client; nothing from the request is in it.
    package let reason: String

    init(_ status: HTTPStatus = .badRequest, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
