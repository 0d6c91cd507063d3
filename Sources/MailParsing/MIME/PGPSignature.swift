/// A detached signature of OpenPGP (RFC 9580 §5.2), of which only the signer's key is read.
enum PGPSignature {
    /// The signer's key: its fingerprint, or its identifier of eight octets, in capital hexadecimal digits.
    static func key(in armored: [UInt8]) -> String? {
        guard let bytes = packet(in: armored), let first = bytes.first, first & 0x80 != 0 else { return nil }
        guard let body = body(of: bytes) else { return nil }
        // Version 4 and 6: version, type, two algorithms, then two areas of subpackets.
        guard body.count > 6, body[body.startIndex] == 4 else { return nil }
        var index = body.startIndex + 4
        var identifier: String?
        for _ in 0..<2 {
            guard index + 2 <= body.endIndex else { break }
            let length = Int(body[index]) << 8 | Int(body[index + 1])
            let end = index + 2 + length
            guard end <= body.endIndex else { break }
            if let key = key(among: body[(index + 2)..<end], identifier: &identifier) { return key }
            index = end
        }
        return identifier
    }

    /// The octets between the armour's lines (RFC 9580 §6.2).
    private static func packet(in armored: [UInt8]) -> [UInt8]? {
        guard let begin = armored.firstRangeIgnoringCase(of: "-----BEGIN PGP SIGNATURE-----") else {
            return nil
        }
        var line = HeaderBlock.endOfLine(in: armored, from: begin.upperBound, to: armored.count)
        var letters: [UInt8] = []
        var isHeader = true
        while line < armored.count, letters.count < 16_384 {
            let end = HeaderBlock.endOfLine(in: armored, from: line, to: armored.count)
            let text = armored[line..<end].trimmed
            line = end
            if text.isEmpty { isHeader = false }
            if text.first == UInt8(ascii: "=") || text.first == UInt8(ascii: "-") { break }
            if !isHeader { letters.append(contentsOf: text) }
        }
        return Base64.decode(letters, in: letters.indices).bytes
    }

    /// The body of a packet, in the old and the new form of its length (RFC 9580 §4.2).
    private static func body(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        let first = bytes[0]
        let isNew = first & 0x40 != 0
        guard (isNew ? first & 0x3F : first >> 2 & 0x0F) == 2, bytes.count > 2 else { return nil }
        var start: Int
        if isNew {
            start = bytes[1] < 192 ? 2 : bytes[1] < 224 ? 3 : 6
        } else {
            start = first & 3 == 0 ? 2 : first & 3 == 1 ? 3 : 5
        }
        start = min(start, bytes.count)
        return bytes[start...]
    }

    /// The issuer's fingerprint (subpacket 33); its shorter identifier (16) is kept for want of that.
    private static func key(among area: ArraySlice<UInt8>, identifier: inout String?) -> String? {
        var index = area.startIndex
        while index < area.endIndex {
            var length = Int(area[index])
            var start = index + 1
            if length >= 192 {
                guard length < 255, start < area.endIndex else { return nil }
                length = (length - 192) << 8 + Int(area[start]) + 192
                start += 1
            }
            guard length > 0, start + length <= area.endIndex else { return nil }
            let content = area[(start + 1)..<(start + length)]
            let kind = area[start] & 0x7F
            if kind == 33, content.count > 1 { return hexadecimal(content.dropFirst()) }
            if kind == 16, content.count == 8 { identifier = hexadecimal(content) }
            index = start + length
        }
        return nil
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(bytes: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
