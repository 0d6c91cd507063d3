/// Rich text as Exchange packs it into `winmail.dat` ([MS-OXRTFCP]).
enum CompressedRTF {
    private static let compressed = 0x7546_5A4C  // LZFu
    private static let plain = 0x414C_454D  // MELA
    private static let windowSize = 4_096

    /// What the window of references begins with ([MS-OXRTFCP] §2.1.3.1.1).
    private static let beginning =
        Array(
            #"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "#
                .utf8)
        + Array(#"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"#.utf8)
        + [.carriageReturn, .lineFeed] + Array(#"\par \pard\plain\f0\fs20\b\i\u\tab\tx"#.utf8)

    /// The text, as far as it can be read and as long as its header says at most.
    ///
    /// - Parameter limit: octets that come out at most, whatever the header says.
    /// - Returns: nil when it is no such text.
    static func decode(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        var cursor = LittleEndianCursor(bytes)
        guard cursor.takeInteger(4) != nil, let size = cursor.takeInteger(4),
            let kind = cursor.takeInteger(4),
            cursor.takeInteger(4) != nil
        else { return nil }
        let count = min(size, limit)
        if kind == plain { return Array(bytes[16...].prefix(count)) }
        return kind == compressed ? expand(bytes[16...], upTo: count) : nil
    }

    /// Eight items behind each octet of flags, lowest flag first: an octet, or a reference into the window.
    private static func expand(_ bytes: ArraySlice<UInt8>, upTo count: Int) -> [UInt8] {
        var window = beginning + [UInt8](repeating: 0, count: windowSize - beginning.count)
        var place = beginning.count
        var output: [UInt8] = []
        var index = bytes.startIndex
        func keep(_ byte: UInt8) {
            output.append(byte)
            window[place] = byte
            place = (place + 1) % windowSize
        }
        while index < bytes.endIndex, output.count < count {
            let flags = bytes[index]
            index += 1
            for bit in 0..<8 where index < bytes.endIndex && output.count < count {
                guard flags >> UInt8(bit) & 1 == 1 else {
                    keep(bytes[index])
                    index += 1
                    continue
                }
                guard index + 1 < bytes.endIndex else { return output }
                let reference = Int(bytes[index]) << 8 | Int(bytes[index + 1])
                index += 2
                let start = reference >> 4
                // A reference to the place that is written next ends the text.
                guard start != place else { return output }
                for offset in 0..<((reference & 15) + 2) { keep(window[(start + offset) % windowSize]) }
            }
        }
        return output
    }
}
