/// The proxies whose word about their clients is taken.
///
/// Any client can send X-Forwarded-For. Only what a trusted proxy appended counts, so the list is read from its end
/// and stops at the first address that is no trusted proxy.
package struct TrustedProxies: Hashable, Sendable {
    private let networks: [IPNetwork]
    private let trustsLocal: Bool

    /// - Parameter trustsLocal: whether whoever can open our Unix socket is a proxy.
    package init(_ networks: [IPNetwork], trustsLocal: Bool = true) {
        self.networks = networks
        self.trustsLocal = trustsLocal
    }

    /// Whether this peer is one of them.
    package func contains(_ peer: PeerAddress) -> Bool {
        switch peer {
        case .local: trustsLocal
        case .ip(let address): networks.contains { $0.contains(address) }
        }
    }

    /// The client that a request came from.
    func client(of fields: HTTPFields, peer: PeerAddress) -> PeerAddress {
        var client = peer
        for hop in fields.tokens(of: "x-forwarded-for").reversed() {
            guard contains(client), let address = IPAddress(hop) else { break }
            client = .ip(address)
        }
        return client
    }
}
