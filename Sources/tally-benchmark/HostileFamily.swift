internal import MailParsing
internal import TallyCore

/// A way to write input that a careless reader spends much time on.
struct HostileFamily: Sendable {
    /// What reads it.
    enum Reader: String, Sendable {
        case message
        case decoding
        case replyText = "reply text"
        case replyHTML = "reply HTML"
        case sanitizer
        /// What trusted hosts say about the domain it is from.
        case verdict

        /// The reading of an input, of which nothing is left to do but to read it.
        func reading(of input: [UInt8]) -> () -> Void {
            let text = String(decoding: input, as: UTF8.self)
            switch self {
            case .message: return { _ = Message(reading: input) }
            case .decoding: return { _ = DecodedMessage(reading: input) }
            case .replyText: return { _ = ReplySplit(plain: text) }
            case .replyHTML: return { _ = ReplySplit(html: text) }
            case .verdict:
                let trust = AuthenticationTrust(authservIDs: ["a"], sealers: ["b.example"])
                return { _ = DomainVerdict(on: Message(reading: input), from: "b.example", trusting: trust) }
            case .sanitizer: return { _ = HTMLSanitizer(text) }
            }
        }
    }

    let name: String
    let reader: Reader
    private let head: [UInt8]
    private let tail: [UInt8]
    private let piece: @Sendable (Int) -> [UInt8]

    init(
        _ name: String, _ reader: Reader, head: String = "", tail: String = "",
        _ piece: @escaping @Sendable (Int) -> String
    ) {
        self.init(name, reader, head: Array(head.utf8), tail: Array(tail.utf8)) { Array(piece($0).utf8) }
    }

    init(
        _ name: String, _ reader: Reader, head: [UInt8], tail: [UInt8] = [],
        _ piece: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.name = name
        self.reader = reader
        self.head = head
        self.tail = tail
        self.piece = piece
    }

    /// Input of this family, of so many octets and at most one piece more.
    func input(of size: Int) -> [UInt8] {
        var output = head
        output.reserveCapacity(size + 1_024)
        var number = 0
        while output.count < size {
            output.append(contentsOf: piece(number))
            number += 1
        }
        output.append(contentsOf: tail)
        return output
    }

    static let all = mails + machines + verdicts + texts + pages(.replyHTML) + pages(.sanitizer)
}
