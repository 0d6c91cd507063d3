/// The names by which a server may be asked; requests for others get 421.
///
/// A page of another site whose name leads to our address (DNS rebinding) would speak to us as its own origin. It asks
/// by its own name, which is none of these; an address in place of a name is nothing that anybody could rebind.
package struct AllowedHosts: Hashable, Sendable, ExpressibleByArrayLiteral {
    private let names: Set<String>
    private let allowsAddresses: Bool

    /// - Parameter names: with or without port.
    package init(_ names: [String], allowsAddresses: Bool = false) {
        self.names = Set(names.compactMap { HostName($0)?.description })
        self.allowsAddresses = allowsAddresses
    }

    /// Nothing but these names.
    package init(arrayLiteral names: String...) {
        self.init(names)
    }

    /// The names in some origins, `localhost`, and any address.
    package static func of(origins: [String]) -> AllowedHosts {
        let names = origins.compactMap { origin -> String? in
            guard let authority = origin.utf8.split(separator: UInt8(ascii: "/")).last else { return nil }
            return HostName(String(decoding: Array(authority), as: UTF8.self))?.host
        }
        return AllowedHosts(names + ["localhost"], allowsAddresses: true)
    }

    func contains(_ host: HostName) -> Bool {
        if names.contains(host.host) || names.contains(host.description) { return true }
        return allowsAddresses && host.isAddress
    }
}
