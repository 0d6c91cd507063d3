/// What stands at the foot of the desk's mail so that an answer finds its ticket by its quotation alone:
/// `ref:TT-12:` and 80 bits of a MAC.
///
/// For mail systems that put a Message-ID of their own in the place of ours, and clients that answer without
/// References. Whoever reads a mail reads its marker, so it proves no more than a Message-ID does: that the
/// thread is ours. Without the MAC numbers could be guessed and foreign tickets joined.
extension TokenMint {
    private static let opening = Array("ref:".utf8)
    private static let macLength = 16
    /// How many of them are looked at in one text, and how much of it.
    private static let markerLimit = 20
    private static let searchedOctets = 1 << 20

    /// - Parameter prefix: of the site's references.
    package func threadMarker(of ticket: Ticket.ID, prefix: String) -> String {
        "ref:\(prefix)-\(ticket.rawValue):\(markerMAC(ticket, key: keys.signing))"
    }

    /// The tickets whose markers stand in a text, in order; what is not ours is passed over.
    ///
    /// The prefix is not looked at: the site may have changed it, the MAC covers what counts.
    package func tickets(markedIn text: String) -> [Ticket.ID] {
        let bytes = text.utf8.prefix(Self.searchedOctets).map { asciiLowercased($0) }
        var found: [Ticket.ID] = []
        var seen = 0
        var position = 0
        while position + Self.opening.count < bytes.count, seen < Self.markerLimit {
            guard bytes[position] == Self.opening[0],
                bytes[position..<position + Self.opening.count].elementsEqual(Self.opening)
            else {
                position += 1
                continue
            }
            position += Self.opening.count
            seen += 1
            if let ticket = ticket(markedAt: bytes[position...].prefix(64)), !found.contains(ticket) {
                found.append(ticket)
            }
        }
        return found
    }

    /// The rest of a marker: `tt-12:mac`, all lower case.
    private func ticket(markedAt rest: ArraySlice<UInt8>) -> Ticket.ID? {
        let name = rest.prefix { isAlphanumeric($0) }
        guard (1...10).contains(name.count), rest.dropFirst(name.count).first == UInt8(ascii: "-") else {
            return nil
        }
        let behind = rest.dropFirst(name.count + 1)
        let digits = behind.prefix(19).prefix { (0x30...0x39).contains($0) }
        let mac = Array(behind.dropFirst(digits.count + 1).prefix(Self.macLength))
        guard behind.dropFirst(digits.count).first == UInt8(ascii: ":"), mac.count == Self.macLength,
            let number = Int64(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let ticket = Ticket.ID(rawValue: number)
        let isOurs = keys.keys.contains {
            cryptography.areEqual(mac, Array(markerMAC(ticket, key: $0).utf8))
        }
        return isOurs ? ticket : nil
    }

    private func markerMAC(_ ticket: Ticket.ID, key: KeyRing.Key) -> String {
        let message = Array("tally thread 1 \(ticket.rawValue)".utf8)
        return Base32.encode(Array(cryptography.hmacSHA256(message, key: key.octets).prefix(10)))
    }
}
