/// Base64 with padding (RFC 4648 §4), for the two short fields of the WebSocket handshake.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                output.append(isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 0x3f])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the text is what some 16 octets encode to.
    static func isKeyOf16Bytes(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[22...].elementsEqual("==".utf8) else { return false }
        guard bytes[..<22].allSatisfy(alphabet.contains) else { return false }
        // The last digit carries two bits of the octets; the other four are zero (RFC 4648 §3.5).
        return "AQgw".utf8.contains(bytes[21])
    }
}
