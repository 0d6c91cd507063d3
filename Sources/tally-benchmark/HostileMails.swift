/// Mails that are made to be slow: their structure, their fields, their bodies.
extension HostileFamily {
    static let mails = structure + fields + bodies

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
        HostileFamily("lines of a preamble", .message, head: mixed) { _ in "-\n" },
        HostileFamily("alternatives of nothing", .message, head: alternative) { _ in
            "--b\nContent-Type: text/html\n\n \n--b\n\n \n"
        },
        HostileFamily("HTML that repeats", .message, head: repeated) { _ in
            "--b\nContent-Type: text/html\n\n\(letters)b\n"
        },
        HostileFamily("lines that flow", .message, head: flowed) { _ in "a \n" },
        HostileFamily("quoted lines that flow", .message, head: flowed) { _ in ">\n" },
    ]

    private static let alternative = "Content-Type: multipart/alternative; boundary=b\n\n"
    private static let letters = String(repeating: "a", count: 59)
    private static let repeated = mixed + "--b\n\n" + String(repeating: letters, count: 60) + "\n"
    private static let flowed = "Content-Type: text/plain; format=flowed\n\n"

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
        HostileFamily("groups", .message, head: "To: ") { _ in "g:a@b;" },
        HostileFamily("open groups", .message, head: "To: ") { _ in "a:" },
        HostileFamily("routes", .message, head: "To: ") { _ in "<@a,@b:c@d>," },
        HostileFamily("quoted pairs", .message, head: "From: \"") { _ in "\\a" },
        HostileFamily("names in encoded words", .message, head: "To: ") { _ in "=?utf-8?q?a?= <a@b>," },
        HostileFamily("nested comments", .message, head: "To: ") { $0.isMultiple(of: 2) ? "(a" : ")" },
        HostileFamily("numbers of a date", .message, head: "Date: ") { _ in "1 " },
        HostileFamily("octets of a file name", .message, head: "Content-Disposition: x; filename*=utf-8''") {
            _ in
            "%4"
        },
        HostileFamily("parts of a file name", .message, head: "Content-Disposition: x") {
            ";filename*\(999 - $0)=a"
        },
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
        HostileFamily("tiny uuencoded files", .decoding, head: "\n") { _ in "begin 644 a\n`\nend\n" },
        HostileFamily("a uuencoded file without end", .decoding, head: "\nbegin 644 a\n") { _ in "!00\n" },
        HostileFamily("attachments of TNEF", .decoding, head: tnef) { _ in
            [2, 0x02, 0x90, 6, 0, 0, 0, 0, 0, 0, 0, 2, 0x0F, 0x80, 6, 0, 0, 0, 0, 0, 0, 0]
        },
        HostileFamily("properties of TNEF", .decoding, head: tnef) { _ in
            [1, 0x03, 0x90, 6, 0, 12, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0x37, 0, 1, 0, 0, 0, 0, 0]
        },
    ]

    private static func encoded(_ encoding: String) -> String {
        "Content-Transfer-Encoding: \(encoding)\n\n"
    }

    private static let tnef =
        Array("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n".utf8)
        + [0x78, 0x9F, 0x3E, 0x22, 1, 0]
}
