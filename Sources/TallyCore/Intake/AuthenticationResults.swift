/// One `Authentication-Results` field: what a host found out about where a message came from.
///
///     authres-payload = [CFWS] authserv-id [CFWS version] (no-result / 1*resinfo) [CFWS] CRLF   ; RFC 8601 §2.2
///     resinfo         = [CFWS] ";" methodspec [CFWS reasonspec] [CFWS 1*propspec]
struct AuthenticationResults: Hashable {
    /// What one method found.
    struct Finding: Hashable {
        /// `dkim`, in lower case.
        let method: String
        /// `pass`, in lower case.
        let result: String
        /// `header.d` and such, names in lower case, values as they were written.
        var properties: [String: String] = [:]
    }

    /// The host that judged, in lower case without a dot at its end.
    let authservID: String
    private(set) var findings: [Finding] = []

    private static let limits = (octets: 16_384, findings: 50)

    /// Nil when the field cannot be understood as a whole; half a judgement is none.
    init?(_ value: [UInt8]) {
        guard value.count <= Self.limits.octets else { return nil }
        var words = Words(of: value)
        guard let id = words.takeText() else { return nil }
        authservID = Self.host(words.string(id))
        if let version = words.takeText() {
            // RFC 8601 §2.2: version 1 is the only one.
            guard words.string(version) == "1" else { return nil }
        }
        while let next = words.takeFirst() {
            guard next == .semicolon else { return nil }
            if words.first == nil || words.first == .semicolon || words.takeNone() { continue }
            guard findings.count < Self.limits.findings, let finding = Self.finding(&words) else {
                return nil
            }
            findings.append(finding)
        }
        if words.isBroken { return nil }
    }

    static func host(_ name: String) -> String {
        let lower = asciiLowercased(name.utf8)
        return lower.utf8.last == UInt8(ascii: ".") ? String(lower.dropLast()) : lower
    }

    // MARK: Grammar

    /// One method's finding: `dkim/1=pass reason="…" header.d=acme.example`.
    private static func finding(_ words: inout Words) -> Finding? {
        guard let (name, result) = pair(&words) else { return nil }
        var finding = Finding(
            method: words.lowercased(name, upTo: UInt8(ascii: "/")), result: words.lowercased(result))
        while let next = words.first, next != .semicolon {
            guard let (name, value) = pair(&words) else { return nil }
            let key = words.lowercased(name)
            // Twice the same property is nobody's to choose from.
            guard finding.properties[key] == nil else { return nil }
            finding.properties[key] = words.string(value)
        }
        return finding
    }

    private static func pair(_ words: inout Words) -> (Words.Text, Words.Text)? {
        guard let name = words.takeText(), words.takeFirst() == .equals, let value = words.takeText() else {
            return nil
        }
        return (name, value)
    }
}

extension AuthenticationResults {
    /// The words of a field outside of its comments, taken one by one; strings are made of those that are wanted.
    fileprivate struct Words {
        enum Word: Hashable {
            case text(Text)
            case equals
            case semicolon
        }

        /// Where a word stands, without its quotation marks.
        struct Text: Hashable {
            let range: Range<Int>
            /// Quoted pairs are still to be resolved.
            var isQuoted = false
        }

        /// The next word; nil at the end.
        private(set) var first: Word?
        /// The end was reached because a comment or a quoted string has none, or something is no word.
        private(set) var isBroken = false

        private let bytes: [UInt8]
        private var position = 0

        init(of bytes: [UInt8]) {
            self.bytes = bytes
            first = next(after: nil)
        }

        mutating func takeFirst() -> Word? {
            defer { first = next(after: first) }
            return first
        }

        mutating func takeText() -> Text? {
            guard case .text(let text)? = first else { return nil }
            first = next(after: first)
            return text
        }

        /// Takes the word that says that nothing was found, if nothing follows it.
        mutating func takeNone() -> Bool {
            var rest = self
            guard let text = rest.takeText(), rest.first == nil, lowercased(text) == "none" else {
                return false
            }
            self = rest
            return true
        }

        func string(_ text: Text) -> String {
            guard text.isQuoted, bytes[text.range].contains(UInt8(ascii: "\\")) else {
                return String(decoding: bytes[text.range], as: UTF8.self)
            }
            var output: [UInt8] = []
            var isEscaped = false
            for byte in bytes[text.range] {
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                if !isEscaped { output.append(byte) }
            }
            return String(decoding: output, as: UTF8.self)
        }

        /// The text in lower case, up to an octet if that is in it.
        func lowercased(_ text: Text, upTo end: UInt8? = nil) -> String {
            let whole = string(text)
            guard whole.utf8.contains(where: { $0 == end || asciiLowercased($0) != $0 }) else { return whole }
            return asciiLowercased(whole.utf8.prefix { $0 != end })
        }

        private mutating func next(after last: Word?) -> Word? {
            while position < bytes.count {
                let start = position
                switch bytes[start] {
                case UInt8(ascii: ";"), UInt8(ascii: "="):
                    position += 1
                    return bytes[start] == UInt8(ascii: ";") ? .semicolon : .equals
                case 0x20, 0x09, 0x0D, 0x0A: position += 1
                case UInt8(ascii: "("):
                    guard let end = endOfComment(start) else { return fail() }
                    position = end
                case UInt8(ascii: "\""):
                    guard let end = endOfQuotation(start) else { return fail() }
                    position = end + 1
                    return .text(Text(range: (start + 1)..<end, isQuoted: true))
                default:
                    // Signatures are values that hold "=": header.b=Zm9v=.
                    let isValue = last == .equals
                    while position < bytes.count, !Self.endsWord(bytes[position]),
                        isValue || bytes[position] != UInt8(ascii: "=")
                    {
                        position += 1
                    }
                    return position > start ? .text(Text(range: start..<position)) : fail()
                }
            }
            return nil
        }

        private mutating func fail() -> Word? {
            position = bytes.count
            isBroken = true
            return nil
        }

        private static func endsWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""): true
            case 0x20, 0x09, 0x0D, 0x0A: true
            default: false
            }
        }

        private func endOfComment(_ start: Int) -> Int? {
            var depth = 0
            var place = start
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: "\\"): place += 1
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                default: break
                }
                place += 1
                if depth == 0 { return place }
            }
            return nil
        }

        /// The place of the quotation mark that ends the one at a place.
        private func endOfQuotation(_ start: Int) -> Int? {
            var place = start + 1
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            return place < bytes.count ? place : nil
        }
    }
}
