internal import TallyCore

/// The commands that we send; each is one line without literals.
enum IMAPCommand: Hashable, Sendable {
    case noop
    case capability
    /// For servers that have no SASL (RFC 3501 §6.2.3).
    case login(user: String, password: Secret)
    /// Asks for the hierarchy separator (RFC 3501 §6.3.8).
    case separator
    case select(FolderName)
    case create(FolderName)
    /// `UID SEARCH`, by ESEARCH (RFC 4731) when the server has it: no line of many kilobytes then.
    case search(UIDSearch, isExtended: Bool)
    /// Sizes and dates only.
    case fetchSizes(UIDSet)
    /// Whole messages, leaving `\Seen` alone.
    case fetchMessages(UIDSet)
    /// At most so many bytes of the header block of one message.
    case fetchHeader(UID, atMost: Int)
    /// Adds flags, without their echo.
    case addFlags(UIDSet, [String])
    case move(UIDSet, FolderName)
    case copy(UIDSet, FolderName)
    /// Removes just these (UIDPLUS, RFC 4315 §2.1).
    ///
    /// The bare EXPUNGE would take other people's mail with it.
    case expunge(UIDSet)
    case idle
    case logout

    /// Which messages a search looks for.
    enum UIDSearch: Hashable, Sendable {
        /// `n:*`.
        ///
        /// It names the last message even when that is below n: the caller must look at what comes.
        case from(UInt32)
        /// Up to this one and without this flag, `\Seen` or a keyword.
        case without(Mark, upTo: UInt32)
        /// With this Message-ID, of letters, digits, `.`, `-` and `@` only.
        case messageID(String)
        /// That came into the mailbox on this day or later, by the server's calendar.
        case arrivedSince(CalendarDay)
    }

    /// The flag by which we know on the server what is staged.
    enum Mark: Hashable, Sendable {
        case keyword
        case seen

        static let keywordName = "$TallyStaged"

        /// The flags to set on a staged message.
        var flags: [String] {
            switch self {
            case .keyword: ["\\Seen", Self.keywordName]
            case .seen: ["\\Seen"]
            }
        }
    }

    func bytes(tag: String) -> [UInt8] {
        var line = Array("\(tag) \(words)".utf8)
        for argument in quotedArguments {
            line.append(UInt8(ascii: " "))
            line += argument.quoted
        }
        return line + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private var quotedArguments: [[UInt8]] {
        switch self {
        case .select(let folder), .create(let folder), .move(_, let folder), .copy(_, let folder):
            [folder.encoded]
        case .login(let user, let password): [Array(user.utf8), Array(password.reveal().utf8)]
        case .noop, .capability, .separator, .search, .fetchSizes, .fetchMessages, .fetchHeader, .addFlags,
            .expunge, .idle, .logout:
            []
        }
    }

    private var words: String {
        switch self {
        case .noop: "NOOP"
        case .capability: "CAPABILITY"
        case .login: "LOGIN"
        case .separator: "LIST \"\" \"\""
        case .select: "SELECT"
        case .create: "CREATE"
        case .search(let key, let isExtended):
            "UID SEARCH \(isExtended ? "RETURN (ALL) " : "")\(Self.words(of: key))"
        case .fetchSizes(let uids): "UID FETCH \(uids) (UID RFC822.SIZE INTERNALDATE)"
        case .fetchMessages(let uids): "UID FETCH \(uids) (UID RFC822.SIZE INTERNALDATE BODY.PEEK[])"
        case .fetchHeader(let uid, let count):
            "UID FETCH \(uid.rawValue) (UID RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER]<0.\(count)>)"
        case .addFlags(let uids, let flags):
            "UID STORE \(uids) +FLAGS.SILENT (\(flags.joined(separator: " ")))"
        case .move(let uids, _): "UID MOVE \(uids)"
        case .copy(let uids, _): "UID COPY \(uids)"
        case .expunge(let uids): "UID EXPUNGE \(uids)"
        case .idle: "IDLE"
        case .logout: "LOGOUT"
        }
    }

    private static func words(of key: UIDSearch) -> String {
        switch key {
        case .from(let first): "UID \(first):*"
        case .messageID(let id): "HEADER Message-ID \"<\(id)>\""
        case .arrivedSince(let day): "SINCE \(date(of: day))"
        case .without(.keyword, let last): "UID 1:\(last) UNKEYWORD \(Mark.keywordName)"
        case .without(.seen, let last): "UID 1:\(last) UNSEEN"
        }
    }
}

extension IMAPCommand {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A day as a search names it.
    ///
    ///     date-text = date-day "-" date-month "-" date-year      ; RFC 9051 §9
    private static func date(of day: CalendarDay) -> String {
        let parts = day.description.split(separator: "-")
        let month = Int(parts[1]) ?? 1
        return "\(parts[2])-\(months[month - 1])-\(parts[0])"
    }
}

extension [UInt8] {
    /// As an argument of a command.
    ///
    ///     quoted = DQUOTE *QUOTED-CHAR DQUOTE                                   ; RFC 9051 §9
    ///
    /// There is no way to write a line end in it: the caller has seen to it that there is none.
    fileprivate var quoted: [UInt8] {
        var bytes = [UInt8(ascii: "\"")]
        for byte in self {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return bytes + [UInt8(ascii: "\"")]
    }
}
