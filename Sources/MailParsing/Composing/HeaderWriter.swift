/// Writes header fields: folded, in ASCII, and with no way for a value to end its line.
struct HeaderWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    /// Lines are folded before this column (RFC 5322 §2.1.1: SHOULD be no more than 78).
    private static let width = 76

    /// Words separated by single spaces, each printable ASCII.
    ///
    /// What is not printable ASCII is left out: every value comes through here, so that no control character can get out.
    mutating func field(_ name: String, words: [String]) {
        guard !words.isEmpty else { return }
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        var column = name.utf8.count + 1
        for word in words {
            let letters = word.utf8.filter { $0 > 31 && $0 < 127 }
            if column + 1 + letters.count > Self.width, column > name.utf8.count + 1 {
                bytes.append(contentsOf: [.carriageReturn, .lineFeed])
                column = 0
            }
            bytes.append(.space)
            bytes.append(contentsOf: letters)
            column += 1 + letters.count
        }
        bytes.append(contentsOf: [.carriageReturn, .lineFeed])
    }

    /// Unstructured text (RFC 5322 §3.2.5), with encoded words where it is not plain ASCII (RFC 2047).
    mutating func field(_ name: String, text: String) {
        field(name, words: Self.words(of: text, isPhrase: false))
    }

    mutating func field(_ name: String, identifiers: [MessageID]) {
        let letters = identifiers.map { id in
            // RFC 5322 §3.6.4: neither brackets nor white space inside, and no line longer than it may be.
            id.text.utf8.filter { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
        }
        field(
            name,
            words: letters.filter { !$0.isEmpty && $0.count <= 900 }.map { "<" + String(bytes: $0) + ">" })
    }

    mutating func field(_ name: String, mailboxes: [Mailbox]) {
        var words: [String] = []
        for mailbox in mailboxes where Self.isWritable(mailbox.address) {
            if let last = words.popLast() { words.append(last + ",") }
            words.append(contentsOf: Self.words(of: mailbox))
        }
        field(name, words: words)
    }

    /// Whether an address can stand in a header as it is; one that cannot is left out, since part of it is another address.
    private static func isWritable(_ address: String) -> Bool {
        guard address.utf8.contains(UInt8(ascii: "@")), address.utf8.count <= 254,
            address.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return false }
        let read = AddressList(reading: Array("<\(address)>".utf8)).mailboxes
        return read == [Mailbox(name: nil, address: address)]
    }

    private static func words(of mailbox: Mailbox) -> [String] {
        let bracketed = "<\(mailbox.address)>"
        guard let name = mailbox.name, !name.isEmpty else { return [bracketed] }
        return words(of: name, isPhrase: true) + [bracketed]
    }

    /// - Parameter isPhrase: whether the text is a display name, where words with specials must be quoted.
    private static func words(of text: String, isPhrase: Bool) -> [String] {
        let clean = EncodedWord.withoutControls(text).utf8
        let words = clean.split(separator: UInt8.space)
        let isPlain =
            clean.allSatisfy { $0 < 127 } && !text.utf8.contains { $0.isControl }
            && words.allSatisfy { $0.count < 200 } && !clean.containsEncodedWordMark
            && clean.elementsEqual(Array(words.joined(separator: [UInt8.space])))
        guard isPlain else { return EncodedWord.encode(clean) }
        let plain = words.map { String(bytes: $0) }
        guard isPhrase, !words.allSatisfy({ $0.allSatisfy(ByteSet.atomText.contains) }) else { return plain }
        guard clean.count < 200 else { return EncodedWord.encode(clean) }
        let quoted = clean.flatMap { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
        }
        return ["\"" + String(bytes: quoted) + "\""]
    }
}

extension Collection<UInt8> {
    /// Whether `=?` occurs, which a reader would take for the beginning of an encoded word.
    var containsEncodedWordMark: Bool {
        zip(self, dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
    }
}
