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
    ///
    /// A proxy writes one of the two fields and passes on what its client wrote into the other. Nobody knows here which
    /// one it writes, so where both are there and differ, neither counts.
    func client(of fields: HTTPFields, peer: PeerAddress) -> PeerAddress {
        guard contains(peer) else { return peer }
        let older = fields.tokens(of: "x-forwarded-for")
        let newer = ForwardedField.clients(in: fields)
        guard !older.isEmpty, !newer.isEmpty else {
            return client(of: older.isEmpty ? newer : older.map(IPAddress.init), peer: peer)
        }
        let client = client(of: older.map(IPAddress.init), peer: peer)
        return client == self.client(of: newer, peer: peer) ? client : peer
    }

    /// - Parameter hops: as they were appended; nil for one that names no address.
    private func client(of hops: [IPAddress?], peer: PeerAddress) -> PeerAddress {
        var client = peer
        for hop in hops.reversed() {
            guard contains(client), let hop else { break }
            client = .ip(hop)
        }
        return client
    }
}
