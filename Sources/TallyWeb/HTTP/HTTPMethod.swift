/// The methods that the server knows (RFC 9110 §9, RFC 5789).
///
/// Any other is answered 501 before a route is looked for; TRACE and CONNECT are left out on purpose.
package enum HTTPMethod: String, Hashable, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
}
