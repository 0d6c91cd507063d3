package import MailParsing

/// The Message-IDs of the desk's own mail: `tt.12.nonce.mac@domain`, without the angle brackets.
///
/// Anybody who saw one may answer with it, since References travel; so it proves only that the thread is
/// ours, not who writes. Without the MAC, numbers could be guessed and foreign tickets joined.
extension TokenMint {
    /// A fresh identifier for a mail about a ticket.
    package func messageID(about ticket: Ticket.ID?, domain: String) -> MessageID {
        let number = String(ticket?.rawValue ?? 0)
        let nonce = Base32.encode(cryptography.randomBytes(8))
        let stem = "tt.\(number).\(nonce)"
        return MessageID(text: "\(stem).\(messageMAC(stem, key: keys.signing))@\(domain)")
    }

    /// The ticket that one of our own identifiers names; nil when it is not ours.
    ///
    /// The domain is not looked at: some systems rewrite it, the MAC covers what counts.
    package func ticket(in messageID: MessageID) -> OwnMessageID? {
        let bytes = Array(messageID.text.utf8)
        let left = bytes.prefix { $0 != UInt8(ascii: "@") }
        let atoms = left.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard atoms.count == 4, atoms[0].elementsEqual("tt".utf8),
            let number = Int64(String(decoding: atoms[1], as: UTF8.self))
        else { return nil }
        let stem = String(decoding: left.dropLast(atoms[3].count + 1), as: UTF8.self)
        guard keys.keys.contains(where: { isMAC(Array(atoms[3]), of: stem, key: $0) }) else { return nil }
        return OwnMessageID(ticket: number == 0 ? nil : Ticket.ID(rawValue: number))
    }

    /// What marks mail of this very desk, so that it is recognised whatever else happened to it on the way.
    package var loopMark: String {
        Base32.encode(
            Array(cryptography.hmacSHA256(Array("tally loop 1".utf8), key: keys.keys[0].octets).prefix(10)))
    }

    private func messageMAC(_ stem: String, key: KeyRing.Key) -> String {
        Base32.encode(
            Array(
                cryptography.hmacSHA256(Array(("tally message-id 1 " + stem).utf8), key: key.octets)
                    .prefix(16)))
    }

    private func isMAC(_ mac: [UInt8], of stem: String, key: KeyRing.Key) -> Bool {
        cryptography.areEqual(mac, Array(messageMAC(stem, key: key).utf8))
    }
}

/// What one of the desk's own Message-IDs says.
package struct OwnMessageID: Hashable, Sendable {
    /// Nil for mail that was about no ticket.
    package let ticket: Ticket.ID?
}
