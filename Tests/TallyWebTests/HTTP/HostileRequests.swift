import Testing

/// A request that must not be taken for one, and the status that says so.
struct HostileRequest: CustomTestStringConvertible, Sendable {
    let name: String
    let status: Int
    let text: String
    var testDescription: String { name }

    init(_ name: String, _ status: Int, _ text: String) {
        self.name = name
        self.status = status
        self.text = text
    }

    /// A POST with these field lines and this content behind the Host field.
    private static func post(_ name: String, _ status: Int, _ fields: String, _ content: String = "hello")
        -> HostileRequest
    {
        HostileRequest(name, status, "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(content)")
    }

    private static func get(_ name: String, _ status: Int, _ fields: String) -> HostileRequest {
        HostileRequest(name, status, "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n")
    }

    private static func line(_ name: String, _ status: Int, _ line: String) -> HostileRequest {
        HostileRequest(name, status, "\(line)\r\nHost: a\r\n\r\n")
    }

    private static func chunks(_ name: String, _ status: Int, _ content: String) -> HostileRequest {
        post(name, status, "Transfer-Encoding: chunked", content)
    }

    static let framing = [
        post("both lengths, CL first", 400, "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        post("both lengths, TE first", 400, "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
        post("two different CL", 400, "Content-Length: 5\r\nContent-Length: 6"),
        post("two equal CL", 400, "Content-Length: 5\r\nContent-Length: 5"),
        post("CL list", 400, "Content-Length: 5, 5"),
        post("CL with plus", 400, "Content-Length: +5"),
        post("CL with minus", 400, "Content-Length: -5"),
        post("CL with word", 400, "Content-Length: 5 x"),
        post("CL hexadecimal", 400, "Content-Length: 0x5"),
        post("CL fraction", 400, "Content-Length: 5.0"),
        post("CL with underscore", 400, "Content-Length: 5_0"),
        post("CL empty", 400, "Content-Length:"),
        post("CL quoted", 400, "Content-Length: \"5\""),
        post("CL Arabic digits", 400, "Content-Length: ٥"),
        post("CL over 64 bits", 400, "Content-Length: 18446744073709551621"),
        post("CL over the limit", 413, "Content-Length: 99999999"),
        post("TE doubled in one line", 400, "Transfer-Encoding: chunked, chunked", "0\r\n\r\n"),
        post("TE in two lines", 400, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        post("TE chunked not last", 400, "Transfer-Encoding: chunked, gzip", "0\r\n\r\n"),
        post("TE gzip, chunked", 501, "Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
        post("TE identity", 501, "Transfer-Encoding: identity"),
        post("TE unknown", 501, "Transfer-Encoding: xchunked", "0\r\n\r\n"),
        post("TE quoted", 501, "Transfer-Encoding: \"chunked\"", "0\r\n\r\n"),
        post("TE with parameter", 501, "Transfer-Encoding: chunked;q=1", "0\r\n\r\n"),
        post("TE with vertical tab", 400, "Transfer-Encoding: \u{0b}chunked", "0\r\n\r\n"),
        post("TE behind a tab", 400, "Transfer-Encoding:\tchunked", "0\r\n\r\n"),
        post("TE before a tab", 400, "Transfer-Encoding: chunked\t", "0\r\n\r\n"),
        post("CL behind a tab", 400, "Content-Length:\t5"),
        post("TE with trailing comma", 501, "Transfer-Encoding: chunked,", "0\r\n\r\n"),
        post("TE empty", 400, "Transfer-Encoding:"),
        HostileRequest(
            "TE in HTTP/1.0", 400,
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ]

    static let fields = [
        get("space before colon", 400, "X : y"),
        get("tab before colon", 400, "X\t: y"),
        post("space before colon of TE", 400, "Transfer-Encoding : chunked", "0\r\n\r\n"),
        post("space before colon of CL", 400, "Content-Length : 5"),
        get("folded line", 400, "X: y\r\n z"),
        get("folded line with tab", 400, "X: y\r\n\tz"),
        HostileRequest("first field folded", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        get("bare CR in value", 400, "X: y\rz"),
        get("CR CR LF", 400, "X: y\r"),
        get("NUL in value", 400, "X: y\u{0}z"),
        get("NUL in name", 400, "X\u{0}: y"),
        get("DEL in value", 400, "X: y\u{7f}z"),
        get("escape in value", 400, "X: \u{1b}[31m"),
        get("bare LF behind a field", 400, "X: y\nTransfer-Encoding: chunked"),
        HostileRequest("bare LF everywhere", 400, "GET / HTTP/1.1\nHost: a\n\n"),
        HostileRequest("bare LF before the end", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        HostileRequest("bare LF, head not finished", 400, "GET / HTTP/1.1\n"),
        get("no colon", 400, "Xy"),
        get("no name", 400, ": y"),
        get("space in name", 400, "X y: z"),
        get("bracket in name", 400, "X(y): z"),
        get("umlaut in name", 400, "Ü: z"),
        get("too many fields", 431, (0...100).map { "X\($0): y" }.joined(separator: "\r\n")),
        get("a head too long", 431, "X: " + String(repeating: "y", count: 17_000)),
        HostileRequest("no Host", 400, "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
        get("two Hosts", 400, "Host: b"),
        get("two equal Hosts", 400, "Host: a"),
        HostileRequest("empty Host", 400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
        HostileRequest("Host with path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        HostileRequest("Host with user", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        HostileRequest("Host before a tab", 400, "GET / HTTP/1.1\r\nHost: a\t\r\n\r\n"),
        HostileRequest("Host with an empty label", 400, "GET / HTTP/1.1\r\nHost: a..b\r\n\r\n"),
        HostileRequest("Host that begins with a dot", 400, "GET / HTTP/1.1\r\nHost: .a\r\n\r\n"),
        HostileRequest("Host with comma", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        HostileRequest("Host with bad port", 400, "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"),
        HostileRequest("Host with sign in port", 400, "GET / HTTP/1.1\r\nHost: a:+80\r\n\r\n"),
        HostileRequest("Host with open bracket", 400, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
        get("unknown expectation", 417, "Expect: 200-ok"),
        get("two expectations", 417, "Expect: 100-continue\r\nExpect: 100-continue"),
    ]

    static let lines = [
        line("HTTP/0.9", 400, "GET /"),
        line("HTTP/0.9 with version", 505, "GET / HTTP/0.9"),
        line("HTTP/2.0", 505, "GET / HTTP/2.0"),
        line("HTTP/2 preface", 505, "PRI * HTTP/2.0"),
        line("small letters in version", 400, "GET / http/1.1"),
        line("version of two digits", 400, "GET / HTTP/1.10"),
        line("version without minor", 400, "GET / HTTP/1"),
        line("version with comma", 400, "GET / HTTP/1,1"),
        line("another protocol", 400, "GET / ICAP/1.1"),
        line("two spaces before target", 400, "GET  / HTTP/1.1"),
        line("two spaces before version", 400, "GET /  HTTP/1.1"),
        line("space behind version", 400, "GET / HTTP/1.1 "),
        line("space before method", 400, " GET / HTTP/1.1"),
        line("tab as separator", 400, "GET\t/\tHTTP/1.1"),
        line("space in target", 400, "GET /a b HTTP/1.1"),
        line("no target", 400, "GET HTTP/1.1"),
        line("bad method", 400, "G(T / HTTP/1.1"),
        line("unknown method", 501, "BREW / HTTP/1.1"),
        line("method in small letters", 501, "get / HTTP/1.1"),
        line("TRACE", 501, "TRACE / HTTP/1.1"),
        line("CONNECT", 501, "CONNECT a:443 HTTP/1.1"),
        line("target without slash", 400, "GET a HTTP/1.1"),
        line("asterisk with GET", 400, "GET * HTTP/1.1"),
        line("fragment", 400, "GET /a#b HTTP/1.1"),
        line("backslash", 400, "GET /a\\b HTTP/1.1"),
        line("raw UTF-8", 400, "GET /ä HTTP/1.1"),
        line("NUL", 400, "GET /\u{0} HTTP/1.1"),
        line("encoded NUL", 400, "GET /json%00x HTTP/1.1"),
        line("encoded NUL in query", 400, "GET /?a=%00 HTTP/1.1"),
        line("broken escape", 400, "GET /%zz HTTP/1.1"),
        line("escape cut short", 400, "GET /%2 HTTP/1.1"),
        line("overlong UTF-8", 400, "GET /%c0%af HTTP/1.1"),
        line("encoded surrogate", 400, "GET /%ed%a0%80 HTTP/1.1"),
        line("dot segments", 400, "GET /a/../b HTTP/1.1"),
        line("encoded dot segments", 400, "GET /a/%2e%2E/b HTTP/1.1"),
        line("single dot", 400, "GET /./a HTTP/1.1"),
        line("other scheme", 400, "GET ftp://a/ HTTP/1.1"),
        line("absolute with user", 400, "GET http://u:p@a/ HTTP/1.1"),
        line("absolute with underscore", 400, "GET http://a_b/ HTTP/1.1"),
        line("absolute without host", 400, "GET http:/// HTTP/1.1"),
        line("target too long", 414, "GET /" + String(repeating: "a", count: 8_192) + " HTTP/1.1"),
        HostileRequest("line without end", 414, "GET /" + String(repeating: "a", count: 9_000)),
        HostileRequest("two empty lines first", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        HostileRequest("TLS greeting", 400, "\u{16}\u{3}\u{1}"),
        HostileRequest("bare LF first", 400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ]

    static let chunkings = [
        chunks("bare LF behind size", 400, "5\nhello\r\n0\r\n\r\n"),
        chunks("bare LF behind data", 400, "5\r\nhello\n0\r\n\r\n"),
        chunks("bare CR behind size", 400, "5\rhello\r\n0\r\n\r\n"),
        chunks("bare LF in the end", 400, "5\r\nhello\r\n0\r\n\n"),
        chunks("bare LF in an extension", 400, "5;a\nb\r\nhello\r\n0\r\n\r\n"),
        chunks("bare CR in an extension", 400, "5;a\rb\r\nhello\r\n0\r\n\r\n"),
        chunks("NUL in an extension", 400, "5;\u{0}\r\nhello\r\n0\r\n\r\n"),
        chunks("data longer than size", 400, "4\r\nhello\r\n0\r\n\r\n"),
        chunks("data shorter than size", 400, "6\r\nhello\r\n0\r\n\r\n"),
        chunks("no size", 400, "\r\nhello\r\n0\r\n\r\n"),
        chunks("extension without size", 400, ";a\r\nhello\r\n0\r\n\r\n"),
        chunks("size with sign", 400, "+5\r\nhello\r\n0\r\n\r\n"),
        chunks("size with 0x", 400, "0x5\r\nhello\r\n0\r\n\r\n"),
        chunks("space before size", 400, " 5\r\nhello\r\n0\r\n\r\n"),
        chunks("space behind size", 400, "5 \r\nhello\r\n0\r\n\r\n"),
        chunks("underscore in size", 400, "0_5\r\nhello\r\n0\r\n\r\n"),
        chunks("size over 64 bits", 413, "10000000000000005\r\nhello\r\n0\r\n\r\n"),
        chunks("size of too many digits", 400, "00000000000000000005\r\nhello\r\n0\r\n\r\n"),
        chunks("chunk over the limit", 413, "ffffff\r\n"),
        chunks("too much extension", 431, "5;" + String(repeating: "a", count: 9_000)),
        chunks("too many trailers", 431, "0\r\n" + String(repeating: "a: b\r\n", count: 3_000)),
        chunks("trailer without colon", 400, "0\r\nab\r\n\r\n"),
        chunks("trailer with space before colon", 400, "0\r\na : b\r\n\r\n"),
        chunks("trailer folded", 400, "0\r\na: b\r\n c\r\n\r\n"),
        chunks("trailer with bare LF", 400, "0\r\na: b\nc: d\r\n\r\n"),
        chunks("trailer without name", 400, "0\r\n: b\r\n\r\n"),
    ]

    static let all = framing + fields + lines + chunkings
}
