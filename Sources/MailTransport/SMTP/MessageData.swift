/// A message as it follows DATA: every line end CRLF, dots doubled at the start of lines, ended by a lone dot.
///
/// The only place where message bytes become protocol bytes. A bare LF or CR becomes CRLF, because servers disagree
/// on whether `LF . CR LF` ends a message, and one that thinks so runs the rest as commands (RFC 5321 §2.3.8, §4.5.2).
struct MessageData: Hashable, Sendable {
    let bytes: [UInt8]
    let isEightBit: Bool

    init(_ message: [UInt8]) {
        let carriageReturn = UInt8(ascii: "\r")
        let lineFeed = UInt8(ascii: "\n")
        let dot = UInt8(ascii: ".")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + message.count / 32 + 64)
        var rest = message[...]
        while let first = rest.first {
            if first == dot { bytes.append(dot) }
            let end = rest.firstIndex { $0 == lineFeed || $0 == carriageReturn }
            bytes += rest[..<(end ?? rest.endIndex)]
            bytes += [carriageReturn, lineFeed]
            guard let end else { break }
            rest = rest[(end + 1)...]
            if message[end] == carriageReturn && rest.first == lineFeed { rest = rest.dropFirst() }
        }
        bytes += [dot, carriageReturn, lineFeed]
        self.bytes = bytes
        isEightBit = message.contains { $0 >= 0x80 }
    }
}
