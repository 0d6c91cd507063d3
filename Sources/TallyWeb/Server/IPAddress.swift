internal import Glibc

/// An IPv4 or IPv6 address; an IPv4 address inside IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The 16 octets of the IPv6 form in two halves, most significant first.
    private let high: UInt64
    private let low: UInt64

    private static let mappedPrefix: UInt64 = 0xffff_0000_0000

    package var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// Reads `192.0.2.1` or `2001:db8::1`, without brackets or zone.
    package init?(_ text: String) {
        var address4 = in_addr()
        if unsafe inet_pton(AF_INET, text, &address4) == 1 {
            self.init(address4)
            return
        }
        var address6 = in6_addr()
        guard unsafe inet_pton(AF_INET6, text, &address6) == 1 else { return nil }
        self.init(address6)
    }

    /// Takes the 4 or 16 octets of an address, most significant first.
    package init?(octets: [UInt8]) {
        switch octets.count {
        case 4:
            high = 0
            low = octets.reduce(Self.mappedPrefix >> 32) { $0 << 8 | UInt64($1) }
        case 16:
            high = octets[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = octets[8...].reduce(0) { $0 << 8 | UInt64($1) }
        default: return nil
        }
    }

    init(_ address: in_addr) {
        high = 0
        low = Self.mappedPrefix | UInt64(UInt32(bigEndian: address.s_addr))
    }

    init(_ address: in6_addr) {
        let octets = unsafe address.__in6_u.__u6_addr8
        high = Self.joined(octets.0, octets.1, octets.2, octets.3, octets.4, octets.5, octets.6, octets.7)
        low = Self.joined(
            octets.8, octets.9, octets.10, octets.11, octets.12, octets.13, octets.14, octets.15)
    }

    private static func joined(_ octets: UInt8...) -> UInt64 {
        octets.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The network this address counts as when connections are counted: itself, or its /64 in IPv6.
    var network: IPAddress { isIPv4 ? self : IPAddress(high: high, low: 0) }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Whether the first `count` of the 128 bits are the same.
    func sharesPrefix(_ count: Int, with other: IPAddress) -> Bool {
        func same(_ left: UInt64, _ right: UInt64, bits: Int) -> Bool {
            bits <= 0 || (left ^ right) >> UInt64(64 - min(bits, 64)) == 0
        }
        return same(high, other.high, bits: count) && same(low, other.low, bits: count - 64)
    }

    package var description: String {
        if isIPv4 {
            return (0..<4).map { String(low >> UInt64(24 - 8 * $0) & 0xff) }.joined(separator: ".")
        }
        let groups = (0..<8).map { group -> UInt64 in
            (group < 4 ? high : low) >> UInt64(48 - 16 * (group % 4)) & 0xffff
        }
        return Self.compressed(groups)
    }

    /// The form of RFC 5952: lower case, the longest run of two or more zero groups as `::`.
    private static func compressed(_ groups: [UInt64]) -> String {
        var longest = 0..<0
        var run = 0..<0
        for (index, group) in groups.enumerated() {
            run = group == 0 ? (run.upperBound == index ? run.lowerBound : index)..<index + 1 : 0..<0
            if run.count > longest.count { longest = run }
        }
        func text(_ part: ArraySlice<UInt64>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard longest.count >= 2 else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}

/// A network such as `10.0.0.0/8`, or a single address.
package struct IPNetwork: Hashable, Sendable {
    private let address: IPAddress
    private let prefix: Int

    /// Reads `address` or `address/length`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        self.address = address
        guard parts.count == 2 else {
            prefix = 128
            return
        }
        let width = address.isIPv4 ? 32 : 128
        guard parts[1].utf8.allSatisfy(\.isDigit), let length = Int(parts[1]), length <= width else {
            return nil
        }
        prefix = 128 - width + length
    }

    /// - Parameter length: of the prefix, counted in the family of the address; nil when it is longer than that.
    package init?(_ address: IPAddress, length: Int) {
        let width = address.isIPv4 ? 32 : 128
        guard (0...width).contains(length) else { return nil }
        self.address = address
        prefix = 128 - width + length
    }

    package func contains(_ other: IPAddress) -> Bool { address.sharesPrefix(prefix, with: other) }
}
