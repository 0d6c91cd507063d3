/// What OpenPGP put into the text of a message itself (RFC 9580 §6 and §7), before PGP/MIME and still.
struct PGPArmor: Sendable {
    /// What nobody reads, in order: armour, its header lines, and the escapes of dashes (RFC 9580 §7.2).
    private(set) var unread: [Range<Int>] = []
    /// A part of the text is encrypted.
    private(set) var isEncrypted = false
    /// The first signature under a part of the text; it is not verified.
    private(set) var signature: Signature?

    private static let dash = UInt8(ascii: "-")
    private static let signatureStart = "-----BEGIN PGP SIGNATURE-----"

    /// Whether a line begins as armour does: a quick look at a text.
    static func mayBegin(in text: Span<UInt8>) -> Bool {
        var place = 0
        while let line = ByteSearch.firstLine(beginningTwiceWith: dash, in: text, place..<text.count) {
            place = line + 2
            while place < text.count, text[place] == dash { place += 1 }
            if place == line + 5, place < text.count, text[place] == UInt8(ascii: "B") { return true }
        }
        return false
    }

    init(in text: [UInt8]) {
        var place = 0
        while let line = Self.nextDash(in: text, from: place) {
            place = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            let content = text[line..<place].trimmed
            if content.elementsEqual("-----BEGIN PGP MESSAGE-----".utf8) {
                isEncrypted = true
                place = Self.end(of: "-----END PGP MESSAGE-----", in: text, from: place)
                unread.append(line..<place)
            } else if content.elementsEqual("-----BEGIN PGP SIGNED MESSAGE-----".utf8) {
                place = takeSigned(text, from: line, behind: place)
            }
        }
    }

    private static func nextDash(in text: [UInt8], from start: Int) -> Int? {
        ByteSearch.firstLine(beginningWith: dash, in: text.span, start..<text.count)
    }

    /// Where the text goes on behind a line with these words; its end when there is none.
    private static func end(of words: String, in text: [UInt8], from start: Int) -> Int {
        var place = start
        while let line = nextDash(in: text, from: place) {
            place = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            if text[line..<place].trimmed.elementsEqual(words.utf8) { return place }
        }
        return text.count
    }

    /// - Returns: where to go on.
    private mutating func takeSigned(_ text: [UInt8], from start: Int, behind first: Int) -> Int {
        // `Hash: SHA256`, and an empty line.
        var place = first
        while place < text.count {
            let line = place
            place = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            if text[line..<place].trimmed.isEmpty { break }
        }
        unread.append(start..<place)
        while let line = Self.nextDash(in: text, from: place) {
            place = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            if text[line..<place].hasPrefix("- ") {
                unread.append(line..<(line + 2))
            } else if text[line..<place].trimmed.elementsEqual(Self.signatureStart.utf8) {
                let end = Self.end(of: "-----END PGP SIGNATURE-----", in: text, from: place)
                if signature == nil {
                    signature = Signature(kind: .pgp, signer: PGPSignature.key(in: Array(text[line..<end])))
                }
                unread.append(line..<end)
                return end
            }
        }
        return text.count
    }
}
