/// The addresses of a field such as `To` (RFC 5322 §3.4, with the obsolete forms of §4.4).
///
///     address-list = (address *("," address))
///     address      = mailbox / group
///     mailbox      = [display-name] "<" addr-spec ">" / addr-spec
///     group        = display-name ":" [group-list] ";" [CFWS]
///
/// Structure is read first and words are decoded afterwards: what is decoded is never read as syntax again.
struct AddressList: Sendable {
    private(set) var mailboxes: [Mailbox] = []
    private(set) var exceedsLimit = false
    /// A name or an address was cut at the limit.
    private(set) var exceedsLength = false
    /// A name held commas or semicolons outside quotation marks.
    private(set) var hasUnquotedName = false

    private var cursor: ByteCursor
    private let limits: Limits
    /// The words before an angle bracket, as they will be decoded, with what stood between them.
    private var phrase: [UInt8] = []
    /// The same bytes without white space: the address when no angle bracket comes.
    private var bare: [UInt8] = []
    private var comment: [UInt8] = []
    private var angle: [UInt8]?
    /// How much of the phrase stood before the angle bracket.
    private var phraseBeforeAngle = 0
    /// Pieces without `@`, which may be the beginning of a name: what stands behind each, and what each is.
    private var pieces: [Piece] = []
    private var isInGroup = false
    private var hasAtSign = false
    /// Where the last semicolon stands: a group's name has one behind it.
    private let lastSemicolon: Int
    /// A parenthesis that never closes was seen: from there on they are ordinary letters.
    private var ignoresComments = false

    private struct Piece {
        let phrase: [UInt8]
        let bare: [UInt8]
        let comment: [UInt8]
        let separator: UInt8
    }

    /// More pieces than a name has.
    private static let pieceLimit = 4

    init(reading bytes: [UInt8], limits: Limits = .standard) {
        cursor = ByteCursor(bytes)
        self.limits = limits
        lastSemicolon = bytes.lastIndex(of: UInt8(ascii: ";")) ?? -1
        while let byte = cursor.current, !exceedsLimit {
            switch byte {
            case UInt8(ascii: "\""): takeQuoted()
            case UInt8(ascii: "("): takeComment()
            case UInt8(ascii: "<"): takeAngle()
            case UInt8(ascii: ","):
                cursor.advance()
                finish(before: byte)
            case UInt8(ascii: ";"):
                // QUIRK: RFC 5322 §3.4. Outlook's users put semicolons between addresses.
                // (quirks/semicolons-between.eml)
                cursor.advance()
                finish(before: byte)
                if isInGroup { takePieces() }
                isInGroup = false
            case UInt8(ascii: ":"):
                cursor.advance()
                takeColon()
            default: takeWord(byte)
            }
        }
        finish()
        takePieces()
    }

    private mutating func takeQuoted() {
        let start = cursor.position
        var attempt = cursor
        guard let text = attempt.takeQuotedString(), attempt.hasPassed(UInt8(ascii: "\"")) else {
            // QUIRK: RFC 5322 §3.2.4. A quotation mark that never closes is a letter, or it would eat the addresses
            // behind it. (quirks/quotation-never-closed.eml)
            cursor.advance()
            return
        }
        cursor = attempt
        phrase.append(contentsOf: text)
        bare.append(contentsOf: cursor.bytes[start..<cursor.position])
    }

    private mutating func takeComment() {
        var attempt = cursor
        guard !ignoresComments, let range = attempt.takeComment(), range.upperBound < attempt.position else {
            ignoresComments = true
            cursor.advance()
            return
        }
        cursor = attempt
        comment = Self.unescaped(cursor.bytes[range])
    }

    /// Blanks are kept once between words of a phrase; an encoded word is taken whole, since it may hold specials.
    private mutating func takeWord(_ byte: UInt8) {
        if byte.isWhitespace {
            cursor.skipWhitespace()
            if let last = phrase.last, last != .space { phrase.append(.space) }
            return
        }
        if byte == UInt8(ascii: "="), let word = encodedWord() {
            phrase.append(contentsOf: cursor.bytes[word])
            bare.append(contentsOf: cursor.bytes[word])
            cursor.move(to: word.upperBound)
            return
        }
        let letters = cursor.take(while: .addressLetters)
        guard letters.isEmpty else {
            phrase.append(contentsOf: cursor.bytes[letters])
            bare.append(contentsOf: cursor.bytes[letters])
            return
        }
        cursor.advance()
        var taken = byte
        if byte == UInt8(ascii: "\\"), let quoted = cursor.next() { taken = quoted }
        if taken == UInt8(ascii: "@") { hasAtSign = true }
        phrase.append(taken)
        bare.append(taken)
    }

    /// An encoded word that begins here, whatever it holds.
    ///
    /// QUIRK: RFC 2047 §5 (3). Clients leave commas, colons and brackets inside encoded words of a phrase.
    /// (quirks/encoded-word-specials.eml)
    private func encodedWord() -> Range<Int>? {
        guard cursor.peek(1) == UInt8(ascii: "?") else { return nil }
        var questions = 0
        var place = 2
        while let byte = cursor.peek(place), place < 1_000, !byte.isWhitespace {
            place += 1
            guard byte == UInt8(ascii: "?") else { continue }
            questions += 1
            if questions >= 3, cursor.peek(place) == UInt8(ascii: "=") {
                return cursor.position..<(cursor.position + place + 1)
            }
            if questions > 3 { return nil }
        }
        return nil
    }

    /// The address between angle brackets; a route before it is dropped (`obs-route`, RFC 5322 §4.4).
    private mutating func takeAngle() {
        // QUIRK: RFC 5322 §3.4. `A <a@b> B <c@d>`, where the comma is missing. (quirks/comma-missing.eml)
        if angle != nil {
            let next = Array(phrase[phraseBeforeAngle...])
            finish()
            phrase = next
        }
        cursor.advance()
        var text: [UInt8] = []
        var isAddress = false
        while !cursor.isAtEnd {
            text.append(contentsOf: cursor.bytes[cursor.take(while: .addressLetters)])
            guard let byte = cursor.current else { break }
            if byte == UInt8(ascii: ">") {
                cursor.advance()
                break
            }
            // QUIRK: RFC 5322 §3.4. `<a@b, c@d>`: a bracket that never closes ends at the next address.
            // (quirks/bracket-never-closed.eml)
            if byte == UInt8(ascii: ","), isAddress, text.first != UInt8(ascii: "@") { break }
            if byte == UInt8(ascii: "@") { isAddress = true }
            if byte == UInt8(ascii: "\"") {
                let start = cursor.position
                _ = cursor.takeQuotedString()
                text.append(contentsOf: cursor.bytes[start..<cursor.position])
            } else if byte == UInt8(ascii: "(") {
                _ = cursor.takeComment()
            } else {
                cursor.advance()
                if byte == UInt8(ascii: "<") {
                    text.removeAll()
                } else if !byte.isWhitespace {
                    text.append(byte)
                }
            }
        }
        if text.first == UInt8(ascii: "@"), let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            text.removeSubrange(...colon)
        }
        // QUIRK: RFC 5322 §3.4.1. Programs paste the link in place of the address. (quirks/address-mailto.eml)
        angle = text.hasPrefixIgnoringCase("mailto:") ? Array(text.dropFirst(7)) : text
        phraseBeforeAngle = phrase.count
    }

    private mutating func takeColon() {
        // QUIRK: RFC 5322 §3.4. A colon behind `@` belongs to a route or a port, and one that no semicolon follows to
        // a name without quotation marks. (quirks/name-unquoted-colon.eml)
        if angle == nil, !isInGroup, !hasAtSign, cursor.position <= lastSemicolon {
            takePieces()
            isInGroup = true
            clear()
        } else {
            phrase.append(UInt8(ascii: ":"))
            bare.append(UInt8(ascii: ":"))
        }
    }

    /// - Parameter separator: what stands behind; nil at the end, and where a comma is missing.
    private mutating func finish(before separator: UInt8? = nil) {
        defer { clear() }
        guard angle != nil || !bare.isEmpty else { return }
        if let angle {
            let before = nameBeforeAngle(angle)
            let behind = phrase[phraseBeforeAngle...].trimmed
            append(before.isEmpty ? (behind.isEmpty ? comment : Array(behind)) : before, angle)
        } else if let separator, !hasAtSign {
            if pieces.count == Self.pieceLimit { takePieces() }
            pieces.append(Piece(phrase: phrase, bare: bare, comment: comment, separator: separator))
        } else {
            takePieces()
            append(comment, bare)
        }
    }

    /// The name before an angle bracket.
    ///
    /// QUIRK: RFC 5322 §3.2.3. `Doe, John <a@b>`: programs forget the quotation marks around a name with specials, and
    /// no address is without `@`. (quirks/name-unquoted-comma.eml, quirks/name-unquoted-semicolon.eml)
    private mutating func nameBeforeAngle(_ angle: [UInt8]) -> [UInt8] {
        let name = Array(phrase[..<phraseBeforeAngle].trimmed)
        guard !pieces.isEmpty, angle.contains(UInt8(ascii: "@")) else {
            takePieces()
            return name
        }
        hasUnquotedName = true
        var whole: [UInt8] = []
        for piece in pieces {
            whole += piece.phrase.trimmed
            whole += [piece.separator, .space]
        }
        pieces.removeAll()
        return Array(
            (whole + name).trimmed { $0.isWhitespace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") })
    }

    /// Pieces that no name came behind, each as the address that it stands for.
    private mutating func takePieces() {
        for piece in pieces { append(piece.comment, piece.bare) }
        pieces.removeAll()
    }

    private mutating func append(_ display: [UInt8], _ address: [UInt8]) {
        guard mailboxes.count < limits.addresses else {
            exceedsLimit = true
            return
        }
        let whole = EncodedWord.decode(display)
        let name = String(truncating: whole, toUTF8Bytes: limits.nameBytes)
        // RFC 2047 §5: an encoded word is never part of an address, and what one hides must not become one.
        let text = String(bytes: EncodedWord.withoutControls(address))
        let address = String(truncating: text, toUTF8Bytes: limits.nameBytes)
        if whole.utf8.count > limits.nameBytes || text.utf8.count > limits.nameBytes { exceedsLength = true }
        mailboxes.append(Mailbox(name: name.isEmpty ? nil : name, address: address))
    }

    private mutating func clear() {
        phrase.removeAll(keepingCapacity: true)
        bare.removeAll(keepingCapacity: true)
        comment.removeAll()
        angle = nil
        phraseBeforeAngle = 0
        hasAtSign = false
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\\") && !isQuoted {
                isQuoted = true
            } else {
                output.append(byte)
                isQuoted = false
            }
        }
        return Array(output.trimmed)
    }
}

extension String {
    /// The text itself, or as many whole characters of it as fit.
    init(truncating text: String, toUTF8Bytes limit: Int) {
        guard text.utf8.count > limit else {
            self = text
            return
        }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        self = String(text[..<end])
    }
}

extension ByteSet {
    /// What means nothing but itself in any place of an address list.
    fileprivate static let addressLetters = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_+!#$%&'*/?^`{|}~", nonASCII: true)
}
