/// A message that a mail server handed over, as against one that was fetched from a mailbox.
package struct DeliveredMessage: Hashable, Sendable {
    /// The message, without the line that mailbox files put in front; only its head when `isOversize`.
    package let content: [UInt8]
    /// As it was handed over, in octets.
    package let size: Int
    package let isOversize: Bool

    /// - Parameters:
    ///   - octets: the message, or as much of its beginning as is taken in.
    ///   - size: of the whole message; when it is more than `octets`, only the header block is kept.
    package init(_ octets: [UInt8], size: Int) {
        self.size = size
        isOversize = size > octets.count
        let message = Self.withoutEnvelopeLine(octets)
        content = Array(isOversize ? message[..<Self.endOfHeader(message)] : message)
    }

    /// Without the `From sender date` of mailbox files (RFC 4155), which no header begins with.
    private static func withoutEnvelopeLine(_ octets: [UInt8]) -> ArraySlice<UInt8> {
        guard octets.starts(with: Array("From ".utf8)) else { return octets[...] }
        let end = octets.firstIndex(of: 0x0A).map { $0 + 1 } ?? octets.endIndex
        return octets[end...]
    }

    /// Where the empty line ends, or everything when there is none.
    private static func endOfHeader(_ octets: ArraySlice<UInt8>) -> Int {
        var lineStart = octets.startIndex
        for index in octets.indices where octets[index] == 0x0A {
            let line = octets[lineStart..<index]
            if line.isEmpty || line.elementsEqual([0x0D]) { return index + 1 }
            lineStart = index + 1
        }
        return octets.endIndex
    }
}
