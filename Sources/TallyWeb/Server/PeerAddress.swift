/// Who is at the other end of a connection.
package enum PeerAddress: Hashable, Sendable, CustomStringConvertible {
    case ip(IPAddress)
    /// A program on this machine, through a Unix socket.
    case local

    package var description: String {
        switch self {
        case .ip(let address): address.description
        case .local: "local"
        }
    }
}
