/// A network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), or one address.
package struct NetworkRange: Hashable, Sendable {
    package let address: Address
    /// How many leading bits have to agree.
    package let prefixLength: Int

    /// `10.0.0.0/8`, `fd00::/8`, `192.0.2.7`.
    package init?(_ text: String) {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2,
            let address = Address(String(decoding: first, as: UTF8.self))
        else { return nil }
        let bits = address.bytes.count * 8
        guard let length = parts.count == 2 ? decimal(parts[1], in: 0...bits) : bits else { return nil }
        self.address = address
        prefixLength = length
    }

    /// Whether the address lies in this network; an address of the other version never does.
    package func contains(_ other: Address) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = prefixLength / 8
        guard other.bytes[..<whole].elementsEqual(address.bytes[..<whole]) else { return false }
        let bits = prefixLength % 8
        guard bits > 0 else { return true }
        return (other.bytes[whole] ^ address.bytes[whole]) >> (8 - UInt8(bits)) == 0
    }
}

extension NetworkRange {
    /// An IPv4 or IPv6 address; an IPv4-mapped IPv6 address is the IPv4 address it holds.
    package struct Address: Hashable, Sendable {
        /// Four or sixteen bytes in network order.
        package let bytes: [UInt8]

        package var isVersion6: Bool { bytes.count == 16 }

        /// 127.0.0.0/8 or ::1.
        package var isLoopback: Bool {
            isVersion6 ? bytes == Array(repeating: 0, count: 15) + [1] : bytes.first == 127
        }

        /// - Parameter bytes: four or sixteen; nil for any other number.
        package init?(bytes: [UInt8]) {
            let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            switch bytes.count {
            case 4: self.bytes = bytes
            case 16: self.bytes = bytes.starts(with: mappedPrefix) ? Array(bytes[12...]) : bytes
            default: return nil
            }
        }

        /// Dotted decimal, or the forms of RFC 4291 §2.2; no zone, no leading zeros in dotted decimal.
        package init?(_ text: String) {
            let text = Array(text.utf8)
            let parsed =
                text.contains(UInt8(ascii: ":")) ? Self.version6(text[...]) : Self.version4(text[...])
            guard let parsed else { return nil }
            self.init(bytes: parsed)
        }

        private static func version4(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            var bytes: [UInt8] = []
            for part in parts {
                guard let value = decimal(part, in: 0...255), part.count == String(value).utf8.count else {
                    return nil
                }
                bytes.append(UInt8(value))
            }
            return bytes
        }

        private static func version6(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            guard text.count <= 45 else { return nil }
            var halves: [ArraySlice<UInt8>] = [text]
            for index in text.indices.dropLast() where text[index...].starts(with: "::".utf8) {
                halves = [text[..<index], text[(index + 2)...]]
                break
            }
            guard let front = groups(halves[0], isLast: halves.count == 1) else { return nil }
            guard halves.count == 2 else { return front.count == 16 ? front : nil }
            guard let back = groups(halves[1], isLast: true), front.count + back.count <= 14 else {
                return nil
            }
            return front + Array(repeating: 0, count: 16 - front.count - back.count) + back
        }

        /// Groups of four hexadecimal digits; the last may be an IPv4 address.
        private static func groups(_ text: ArraySlice<UInt8>, isLast: Bool) -> [UInt8]? {
            guard !text.isEmpty else { return [] }
            var bytes: [UInt8] = []
            let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if isLast, index == parts.count - 1, let embedded = version4(part) {
                    bytes += embedded
                } else {
                    guard part.count <= 4, let group = hexadecimal(part) else { return nil }
                    bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
                }
            }
            return bytes
        }
    }
}
