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
        guard value.count <= Self.limits.octets, var words = Self.words(of: value)?[...],
            let first = words.popFirst(), case .text(let id) = first
        else { return nil }
        authservID = Self.host(id)
        if case .text(let version)? = words.first {
            // RFC 8601 §2.2: version 1 is the only one.
            guard version == "1" else { return nil }
            words = words.dropFirst()
        }
        while !words.isEmpty {
            guard words.popFirst() == .semicolon else { return nil }
            if words.isEmpty || words.first == .semicolon { continue }
            if case .text(let none)? = words.first, words.count == 1, asciiLowercased(none.utf8) == "none" {
                return
            }
            guard findings.count < Self.limits.findings, let finding = Self.finding(&words) else {
                return nil
            }
            findings.append(finding)
        }
    }

    static func host(_ name: String) -> String {
        let lower = asciiLowercased(name.utf8)
        return lower.utf8.last == UInt8(ascii: ".") ? String(lower.dropLast()) : lower
    }

    // MARK: Grammar

    private enum Word: Hashable {
        case text(String)
        case equals
        case semicolon
    }

    /// One method's finding: `dkim/1=pass reason="…" header.d=acme.example`.
    private static func finding(_ words: inout ArraySlice<Word>) -> Finding? {
        guard let (name, result) = pair(&words) else { return nil }
        let method = name.utf8.prefix { $0 != UInt8(ascii: "/") }
        var finding = Finding(
            method: asciiLowercased(method), result: asciiLowercased(result.utf8))
        while let next = words.first, next != .semicolon {
            guard let (name, value) = pair(&words) else { return nil }
            let key = asciiLowercased(name.utf8)
            // Twice the same property is nobody's to choose from.
            guard finding.properties[key] == nil else { return nil }
            finding.properties[key] = value
        }
        return finding
    }

    private static func pair(_ words: inout ArraySlice<Word>) -> (String, String)? {
        guard case .text(let name)? = words.popFirst(), words.popFirst() == .equals,
            case .text(let value)? = words.popFirst()
        else { return nil }
        return (name, value)
    }

    /// The words outside of comments; nil when a comment or a quoted string does not end.
    private static func words(of bytes: [UInt8]) -> [Word]? {
        var words: [Word] = []
        var position = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ";"), UInt8(ascii: "="):
                words.append(bytes[position] == UInt8(ascii: ";") ? .semicolon : .equals)
                position += 1
            case 0x20, 0x09, 0x0D, 0x0A:
                position += 1
            case UInt8(ascii: "("):
                guard let end = endOfComment(bytes, position) else { return nil }
                position = end
            case UInt8(ascii: "\""):
                guard let (text, end) = quoted(bytes, position) else { return nil }
                words.append(.text(text))
                position = end
            default:
                // Signatures are values that hold "=": header.b=Zm9v=.
                let isValue = words.last == .equals
                var end = position
                while end < bytes.count, !endsWord(bytes[end]), isValue || bytes[end] != UInt8(ascii: "=") {
                    end += 1
                }
                guard end > position else { return nil }
                words.append(.text(String(decoding: bytes[position..<end], as: UTF8.self)))
                position = end
            }
        }
        return words
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""): true
        case 0x20, 0x09, 0x0D, 0x0A: true
        default: false
        }
    }

    private static func endOfComment(_ bytes: [UInt8], _ start: Int) -> Int? {
        var depth = 0
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return position }
        }
        return nil
    }

    private static func quoted(_ bytes: [UInt8], _ start: Int) -> (String, Int)? {
        var text: [UInt8] = []
        var position = start + 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                return (String(decoding: text, as: UTF8.self), position + 1)
            }
            if bytes[position] == UInt8(ascii: "\\") { position += 1 }
            if position < bytes.count { text.append(bytes[position]) }
            position += 1
        }
        return nil
    }
}
