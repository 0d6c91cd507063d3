/// What makes two deliveries the same mail: its octets without what each delivery adds to the header.
///
/// Line ends count as LF: a mail server's pipe has LF where IMAP has CRLF. Empty lines at the end do not count: pipes
/// add one (so does DKIM leave them out, RFC 6376 §3.4.3).
///
/// Message-ID alone would not do: senders reuse it, and who knows one could suppress somebody's mail with it.
package enum ContentIdentity {
    /// Trace fields (RFC 5321 §4.4), what mail servers find out or sign on the way, and what delivery agents write;
    /// lower case.
    ///
    /// `Bcc` stands only in the copies of those who are named in it, where it stands at all.
    private static let traceFields: Set<[UInt8]> = Set(
        [
            "received", "return-path", "delivered-to", "x-original-to", "x-envelope-to", "envelope-to",
            "x-delivered-to", "lines", "status", "x-status", "x-uid", "x-keywords", "content-length",
            "authentication-results", "received-spf", "dkim-signature", "domainkey-signature", "bcc",
        ].map { Array($0.utf8) })

    /// What scanners and relays name their findings with; two mails that differ in nothing else are one.
    private static let traceBeginnings = ["x-", "arc-"].map { Array($0.utf8) }

    private static func isTrace(_ name: [UInt8]) -> Bool {
        traceFields.contains(name) || traceBeginnings.contains { name.starts(with: $0) }
    }

    /// The octets to hash.
    ///
    /// - Parameters:
    ///   - message: as fetched.
    ///   - internalDate: when the server received it; it counts only for a message that has neither Message-ID nor
    ///     Date, because two of those (from a script, say) may be equal and yet two.
    package static func octets(of message: [UInt8], internalDate: Timestamp?) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(message.count + 16)
        var position = 0
        var isDropping = false
        var hasIdentity = false
        while position < message.count {
            let end = message[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? message.count
            let line = message[position..<end]
            guard let first = line.first, first != 0x0A, !line.elementsEqual([0x0D, 0x0A]) else { break }
            if first != 0x20 && first != 0x09 {
                let name = fieldName(line)
                isDropping = isTrace(name)
                if name.elementsEqual("message-id".utf8) || name.elementsEqual("date".utf8) {
                    hasIdentity = true
                }
            }
            if !isDropping { kept += line }
            position = end
        }
        kept += message[position...]
        kept = withoutCarriageReturns(kept)
        while kept.last == 0x0A { kept.removeLast() }
        if !hasIdentity, let internalDate {
            kept += Array("\u{0}\(internalDate.milliseconds)".utf8)
        }
        return kept
    }

    /// CRLF as LF; a CR anywhere else is part of the mail.
    private static func withoutCarriageReturns(_ octets: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(octets.count)
        for index in octets.indices {
            let next = index + 1
            if octets[index] == 0x0D, next < octets.count, octets[next] == 0x0A { continue }
            kept.append(octets[index])
        }
        return kept
    }

    private static func fieldName(_ line: ArraySlice<UInt8>) -> [UInt8] {
        line.prefix(40).prefix { $0 != UInt8(ascii: ":") && $0 != 0x20 && $0 != 0x09 }.map {
            asciiLowercased($0)
        }
    }
}
