internal import TallyCore

/// One complete response of an IMAP server (RFC 9051 §7).
enum IMAPResponse: Hashable, Sendable {
    /// The end of the command with this tag.
    case tagged(String, IMAPStatus)
    /// The server waits for more of a command.
    case continuation
    case untagged(IMAPUntagged)
}

/// OK, NO or BAD with its words.
struct IMAPStatus: Hashable, Sendable {
    enum Condition: Hashable, Sendable {
        case ok
        case no
        case bad
    }

    let condition: Condition
    let code: IMAPCode?
    /// For people, cut and made printable.
    let text: String
}

/// A response code in square brackets (RFC 9051 §7.1, RFC 5530).
enum IMAPCode: Hashable, Sendable {
    case uidValidity(UIDValidity)
    case uidNext(UID)
    /// The flags that can be kept; `\*` among them means that new keywords can be made.
    case permanentFlags([String])
    case readOnly
    case readWrite
    case tryCreate
    /// Its name in capitals.
    case other(String)
}

/// What a server says without being asked, or before the end of a command.
enum IMAPUntagged: Hashable, Sendable {
    case status(IMAPStatus)
    case bye(String)
    /// In capitals.
    case capabilities(Set<String>)
    case exists(Int)
    case expunge
    case search(UIDSet)
    case fetch(IMAPFetch)
    /// The hierarchy separator of a LIST reply; nil when the namespace is flat.
    case list(separator: UInt8?)
    /// Anything that we do not need.
    case other
}

/// What a FETCH response says of one message, as far as we ask for it.
struct IMAPFetch: Hashable, Sendable {
    var uid: UID?
    var size: Int?
    var internalDate: Timestamp?
    var body: Body?

    /// A `BODY[…]` item.
    enum Body: Hashable, Sendable {
        case bytes([UInt8])
        /// NIL: the server has nothing to give.
        case none
    }
}

/// Why a server's bytes cannot be read on; the connection is of no more use.
enum IMAPViolation: Error, Hashable, Sendable {
    case lineTooLong
    case literalTooLarge(announced: String)
    case answerTooLarge
    case unknownTag
}

extension IMAPViolation: CustomStringConvertible {
    var description: String {
        switch self {
        case .lineTooLong: "a line without end"
        case .literalTooLarge(let announced): "a literal of \(announced) bytes was announced"
        case .answerTooLarge: "more data than was asked for"
        case .unknownTag: "an answer to a command that was not given"
        }
    }
}
