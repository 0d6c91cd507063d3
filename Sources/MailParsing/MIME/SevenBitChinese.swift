/// `HZ-GB-2312` (RFC 1843): characters of GB 2312 in seven bits, between `~{` and `~}`.
enum SevenBitChinese {
    /// The same text in eight bits.
    static func eightBit(_ bytes: [UInt8]) -> [UInt8] {
        let tilde = UInt8(ascii: "~")
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var isChinese = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if byte == tilde, next == UInt8(ascii: "{") || next == UInt8(ascii: "}") {
                isChinese = next == UInt8(ascii: "{")
                index += 2
            } else if byte == tilde, !isChinese, next == tilde || next == .lineFeed {
                if next == tilde { output.append(tilde) }
                index += 2
            } else {
                // RFC 1843: a line ends in ASCII.
                if byte == .lineFeed { isChinese = false }
                output.append(isChinese && byte > .space ? byte | 0x80 : byte)
                index += 1
            }
        }
        return output
    }
}
