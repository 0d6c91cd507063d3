internal import MailParsing

/// A way to write input that a careless reader spends much time on.
struct HostileFamily: Sendable {
    /// What reads it.
    enum Reader: String, Sendable {
        case message
        case decoding
        case replyText = "reply text"
        case replyHTML = "reply HTML"
        case sanitizer

        func read(_ input: [UInt8]) {
            switch self {
            case .message: _ = Message(reading: input)
            case .decoding: _ = DecodedMessage(reading: input)
            case .replyText: _ = ReplySplit(plain: String(decoding: input, as: UTF8.self))
            case .replyHTML: _ = ReplySplit(html: String(decoding: input, as: UTF8.self))
            case .sanitizer: _ = HTMLSanitizer(String(decoding: input, as: UTF8.self))
            }
        }
    }

    let name: String
    let reader: Reader
    private let head: [UInt8]
    private let piece: @Sendable (Int) -> [UInt8]

    init(_ name: String, _ reader: Reader, head: String = "", _ piece: @escaping @Sendable (Int) -> String) {
        self.init(name, reader, head: Array(head.utf8)) { Array(piece($0).utf8) }
    }

    init(_ name: String, _ reader: Reader, head: [UInt8], _ piece: @escaping @Sendable (Int) -> [UInt8]) {
        self.name = name
        self.reader = reader
        self.head = head
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
        return output
    }

    static let all = mails + machines + texts + pages(.replyHTML) + pages(.sanitizer)
}
