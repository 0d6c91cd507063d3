internal import MailParsing
internal import TallyCore

extension IMAPResponse {
    /// Reads one response.
    ///
    /// Never fails: what is not understood is `.untagged(.other)`.
    init(_ raw: IMAPResponseReader.Raw) {
        let line = raw.lines.first ?? []
        if line.first == UInt8(ascii: "+") {
            self = .continuation
        } else if line.starts(with: "* ".utf8) {
            self = .untagged(Self.untagged(IMAPValueCursor(raw, offset: 2)))
        } else if let space = line.firstIndex(of: UInt8(ascii: " ")),
            let status = Self.status(line[(space + 1)...])
        {
            self = .tagged(String(decoding: line[..<space], as: UTF8.self), status)
        } else {
            self = .untagged(.other)
        }
    }

    private static func untagged(_ start: IMAPValueCursor) -> IMAPUntagged {
        if let status = status(start.rest) { return .status(status) }
        var cursor = start
        if let number = cursor.takeNumber() {
            cursor.skipSpaces()
            switch keyword(&cursor) {
            case "EXISTS": return .exists(number)
            case "EXPUNGE": return .expunge
            case "FETCH": return fetch(&cursor).map { .fetch($0) } ?? .other
            default: return .other
            }
        }
        switch keyword(&cursor) {
        case "BYE": return .bye(serverWords(cursor.rest.dropFirst()))
        case "CAPABILITY": return .capabilities(Set(words(cursor.rest).map { $0.uppercased() }))
        case "SEARCH":
            let numbers = cursor.rest.split(separator: UInt8(ascii: " ")).compactMap { UInt32(digits: $0) }
            return .search(UIDSet(ranges: numbers.map { $0...$0 }))
        case "ESEARCH": return .search(extendedSearch(&cursor))
        case "LIST": return list(&cursor)
        default: return .other
        }
    }

    private static func keyword(_ cursor: inout IMAPValueCursor) -> String {
        String(decoding: cursor.takeName(), as: UTF8.self).uppercased()
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> [String] {
        bytes.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads what a status response says.
    ///
    ///     resp-cond-state = ("OK" / "NO" / "BAD") SP resp-text                  ; RFC 9051 §9
    private static func status(_ bytes: ArraySlice<UInt8>) -> IMAPStatus? {
        let word = bytes.prefix { $0 != UInt8(ascii: " ") }
        let condition: IMAPStatus.Condition
        switch String(decoding: word, as: UTF8.self).uppercased() {
        case "OK": condition = .ok
        case "NO": condition = .no
        case "BAD": condition = .bad
        default: return nil
        }
        let text = bytes[word.endIndex...].dropFirst()
        guard text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) else {
            return IMAPStatus(condition: condition, code: nil, text: serverWords(text))
        }
        return IMAPStatus(condition: condition, code: code(text[..<end].dropFirst()), text: serverWords(text))
    }

    /// Reads what stands in the square brackets.
    ///
    ///     resp-text-code = "UIDVALIDITY" SP nz-number / "READ-ONLY" / …         ; RFC 9051 §9
    private static func code(_ bytes: ArraySlice<UInt8>) -> IMAPCode {
        let parts = words(bytes)
        let name = parts.first?.uppercased() ?? ""
        let number = parts.count > 1 ? UInt32(digits: parts[1].utf8) : nil
        switch (name, number) {
        case ("UIDVALIDITY", let number?) where number > 0: return .uidValidity(UIDValidity(number))
        case ("UIDNEXT", let number?): return .uidNext(UID(number))
        case ("READ-ONLY", _): return .readOnly
        case ("READ-WRITE", _): return .readWrite
        case ("TRYCREATE", _): return .tryCreate
        case ("PERMANENTFLAGS", _):
            let list = bytes.dropFirst(name.utf8.count).filter {
                $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")")
            }
            return .permanentFlags(words(list[...]))
        default: return .other(name)
        }
    }

    /// Reads what a FETCH response says of a message; nil when it breaks off.
    ///
    ///     message-data = nz-number SP "FETCH" SP "(" msg-att ")"                ; RFC 9051 §7.5.2
    private static func fetch(_ cursor: inout IMAPValueCursor) -> IMAPFetch? {
        cursor.skipSpaces()
        guard cursor.take("(") else { return nil }
        var fetch = IMAPFetch()
        while true {
            cursor.skipSpaces()
            if cursor.take(")") { return fetch }
            let name = keyword(&cursor)
            guard !name.isEmpty else { return nil }
            cursor.skipSpaces()
            switch name {
            case "UID":
                guard let number = cursor.takeNumber(), let value = UInt32(exactly: number), value > 0 else {
                    return nil
                }
                fetch.uid = UID(value)
            case "RFC822.SIZE":
                guard let size = cursor.takeNumber() else { return nil }
                fetch.size = size
            case "INTERNALDATE":
                guard let text = cursor.takeQuoted() else { return nil }
                fetch.internalDate = Timestamp(internalDate: text)
            case _ where name.hasPrefix("BODY["):
                switch cursor.takeNString() {
                case .bytes(let bytes): fetch.body = .bytes(bytes)
                case NString.none?: fetch.body = IMAPFetch.Body.none
                case nil: return nil
                }
            default:
                guard cursor.skipValue() else { return nil }
            }
        }
    }

    private typealias NString = IMAPValueCursor.NString

    /// Reads the UIDs of an extended search.
    ///
    ///     esearch-response = "ESEARCH" [search-correlator] [SP "UID"]
    ///                        *(SP search-return-data)               ; RFC 4731 §3.1
    private static func extendedSearch(_ cursor: inout IMAPValueCursor) -> UIDSet {
        cursor.skipSpaces()
        if cursor.next == UInt8(ascii: "(") { _ = cursor.skipValue() }
        let words = words(cursor.rest)
        guard let place = words.firstIndex(where: { $0.uppercased() == "ALL" }), place + 1 < words.count,
            let uids = UIDSet(parsing: Array(words[place + 1].utf8))
        else { return UIDSet(ranges: []) }
        return uids
    }

    /// Reads the hierarchy separator of a LIST response.
    ///
    ///     mailbox-list = "(" [mbx-list-flags] ")" SP (DQUOTE QUOTED-CHAR DQUOTE / nil) SP mailbox
    private static func list(_ cursor: inout IMAPValueCursor) -> IMAPUntagged {
        guard cursor.skipValue() else { return .other }
        cursor.skipSpaces()
        return .list(separator: cursor.takeQuoted()?.first)
    }
}

extension Timestamp {
    /// Reads the moment at which a server received a message; nil when it is none.
    ///
    ///     date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE  ; RFC 9051 §9
    init?(internalDate text: [UInt8]) {
        let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        guard text.count == 26, let day = Int(digits: text[0..<2].drop { $0 == UInt8(ascii: " ") }),
            let month = months.firstIndex(of: String(decoding: text[3..<6], as: UTF8.self).uppercased()),
            let year = Int(digits: text[7..<11]), let hour = Int(digits: text[12..<14]),
            let minute = Int(digits: text[15..<17]), let second = Int(digits: text[18..<20]),
            let zoneHours = Int64(digits: text[22..<24]), let zoneMinutes = Int64(digits: text[24..<26]),
            (1...31).contains(day), hour < 24, minute < 60, second < 61, year >= 1_970
        else { return nil }
        let local = CivilTime(
            year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
        let offset = (zoneHours * 60 + zoneMinutes) * 60
        self.init(unixSeconds: local.unixSeconds - (text[21] == UInt8(ascii: "-") ? -offset : offset))
    }
}
