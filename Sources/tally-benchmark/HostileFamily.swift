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
    private let head: String
    private let piece: @Sendable (Int) -> String

    init(_ name: String, _ reader: Reader, head: String = "", _ piece: @escaping @Sendable (Int) -> String) {
        self.name = name
        self.reader = reader
        self.head = head
        self.piece = piece
    }

    /// Input of this family, of so many octets and at most one piece more.
    func input(of size: Int) -> [UInt8] {
        var output = Array(head.utf8)
        output.reserveCapacity(size + 1_024)
        var number = 0
        while output.count < size {
            output.append(contentsOf: piece(number).utf8)
            number += 1
        }
        return output
    }

    static let all = structure + fields + bodies + texts + pages(.replyHTML) + pages(.sanitizer)

    private static let mixed = "Content-Type: multipart/mixed; boundary=b\n\n"

    private static let structure = [
        HostileFamily("nested multiparts", .message, head: "Content-Type: multipart/mixed; boundary=b0\n\n") {
            "--b\($0)\nContent-Type: multipart/mixed; boundary=b\($0 + 1)\n\n"
        },
        HostileFamily("a part a line", .message, head: mixed) { _ in "--b\n\n" },
        HostileFamily("almost delimiters", .message, head: mixed) { _ in "--bb\n-\n--\n" },
        HostileFamily("dashes", .message, head: mixed) { _ in "-" },
        HostileFamily("a line without end", .message, head: mixed) { _ in "aaaaaaaa" },
        HostileFamily("empty lines", .message, head: mixed) { _ in "\n" },
        HostileFamily("a field without end", .message, head: "Subject: a") { _ in "\n b" },
        HostileFamily("fields of one letter", .message) { _ in "a:\n" },
    ]

    private static let fields = [
        HostileFamily("encoded words", .message, head: "Subject: a") { _ in " =?utf-8?q?a?=" },
        HostileFamily("beginnings of encoded words", .message, head: "Subject: a") { _ in "=?utf-8?q?" },
        HostileFamily("encoded words of many charsets", .message, head: "Subject: a") {
            " =?iso-8859-\($0 % 16)?q?a?="
        },
        HostileFamily("sections of a parameter", .message, head: "Content-Type: text/plain") {
            ";\n name*\($0)*=%41"
        },
        HostileFamily("parameters", .message, head: "Content-Type: text/plain") { ";p\($0)=1" },
        HostileFamily("open comments", .message, head: "From: ") { _ in "(" },
        HostileFamily("comments", .message, head: "Date: ") { _ in "()" },
        HostileFamily("addresses", .message, head: "To: a@b") { _ in ",a@b" },
        HostileFamily("open quotations", .message, head: "To: ") { _ in "\"<" },
        HostileFamily("identifiers", .message, head: "References: ") { _ in "<a@b>" },
    ]

    private static let bodies = [
        HostileFamily("broken base64", .decoding, head: "Content-Transfer-Encoding: base64\n\n") { _ in
            "QQ==*"
        },
        HostileFamily("broken quoted-printable", .decoding, head: encoded("quoted-printable")) { _ in "=x= "
        },
        HostileFamily("blanks before no line end", .decoding, head: encoded("quoted-printable")) { _ in " \t"
        },
        HostileFamily("carriage returns", .decoding, head: "\n") { _ in "\r" },
        HostileFamily("octets of no charset", .decoding, head: "Content-Type: text/plain; charset=big5\n\n") {
            _ in "\u{FF}"
        },
        HostileFamily("beginnings of uuencoded files", .decoding, head: "\n") { _ in "begin 644 a\n" },
    ]

    private static func encoded(_ encoding: String) -> String {
        "Content-Transfer-Encoding: \(encoding)\n\n"
    }

    private static let texts = [
        HostileFamily("a letter a line", .replyText) { _ in "a\n" },
        HostileFamily("empty lines", .replyText) { _ in "\n" },
        HostileFamily("quotation marks", .replyText) { _ in ">" },
        HostileFamily("quoted lines", .replyText) { _ in "> a\n" },
        HostileFamily("beginnings of attributions", .replyText) { _ in "On Monday 12:00 Ann <a@b>\n" },
        HostileFamily("attributions", .replyText) { _ in "On 1 May 2026 Ann wrote:\n" },
        HostileFamily("colons", .replyText) { _ in "From:\n" },
        HostileFamily("rules", .replyText) { _ in "-----\n" },
        HostileFamily("signatures", .replyText) { _ in "-- \n" },
        HostileFamily("a line without end", .replyText) { _ in "wrote " },
    ]

    /// What HTML can do to its text and to the sanitiser alike.
    private static func pages(_ reader: Reader) -> [HostileFamily] {
        [
            HostileFamily("tiny tags", reader) { _ in "<b>" },
            HostileFamily("nested elements", reader) { _ in "<div>" },
            HostileFamily("elements of a letter", reader) { _ in "<p>a</p>" },
            HostileFamily("end tags", reader) { _ in "</b>" },
            HostileFamily("line breaks", reader) { _ in "<br>" },
            HostileFamily("open tags", reader) { _ in "<" },
            HostileFamily("attributes", reader, head: "<p") { " a\($0)=1" },
            HostileFamily("the same attribute", reader, head: "<p") { _ in " a" },
            HostileFamily("open comments", reader) { _ in "<!--" },
            HostileFamily("references", reader) { _ in "&amp;" },
            HostileFamily("ampersands", reader) { _ in "&" },
            HostileFamily("lists in lists", reader) { _ in "<ul><li>a" },
            HostileFamily("table cells", reader) { _ in "<table><tr><td>a" },
            HostileFamily("styles", reader) { _ in "<p style='color:red;display:none'>" },
        ]
    }
}
