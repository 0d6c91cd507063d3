import TallyCore
import Testing

@Suite("Server URLs") struct ServerURLTests {
    @Test(
        arguments: [
            ("https://Desk.ACME.example/", "https://desk.acme.example", 443, false),
            ("http://127.0.0.1:8025/help//", "http://127.0.0.1:8025/help", 8_025, true),
            ("HTTP://localhost:80", "http://localhost", 80, true),
            ("imaps://[::1]", "imaps://[::1]", 993, true),
            ("imaps://[2001:DB8::1]:1993", "imaps://[2001:db8::1]:1993", 1_993, false),
            ("smtp://mail_1.acme.example", "smtp://mail_1.acme.example", 25, false),
            ("smtps://m", "smtps://m", 465, false), ("imap://127.8.9.10", "imap://127.8.9.10", 143, true),
            ("imap://localhost.evil.example", "imap://localhost.evil.example", 143, false),
        ] as [(String, String, Int, Bool)])
    func `a URL is read`(text: String, description: String, port: Int, isLoopback: Bool) throws {
        let url = try #require(ServerURL(text))
        #expect(url.description == description)
        #expect(url.port == port)
        #expect(url.isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "acme.example", "https:", "https://", "https://:443", "https:///path", "ftp://a", "https//a",
        "https://a:", "https://a:0", "https://a:65536", "https://a:8x", "https://a b", "https://user@a",
        "https://user:pw@a", "https://a?q", "https://a#f", "https://a/b?q", "https://a/\u{1}", "https://-a",
        "https://a..b", "https://[::1", "https://::1", "https://[127.0.0.1]", "imaps://a/INBOX", "https://*",
        "https://a\n",
    ])
    func `anything else is refused`(text: String) {
        #expect(ServerURL(text) == nil)
    }
}

@Suite("Listen addresses") struct ListenAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1:8025", .tcp(host: "127.0.0.1", port: 8_025)),
            ("[::1]:80", .tcp(host: "::1", port: 80)),
            ("*:65535", .tcp(host: "*", port: 65_535)), ("localhost:0", .tcp(host: "localhost", port: 0)),
            ("[::]:0", .tcp(host: "::", port: 0)), ("systemd", .systemd),
            ("unix:/run/tally-maild/http.sock", .unix(path: "/run/tally-maild/http.sock")),
        ] as [(String, Configuration.ListenAddress)])
    func `an address is read and says itself again`(text: String, address: Configuration.ListenAddress) {
        #expect(Configuration.ListenAddress(text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", ":80", "8025", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "unix:", "unix:/",
        "unix:relative",
        "unix:/" + String(repeating: "a", count: 107), "a:b:0", "Systemd",
    ])
    func `anything else is refused`(text: String) {
        #expect(Configuration.ListenAddress(text) == nil)
    }
}

@Suite("Network ranges") struct NetworkRangeTests {
    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("192.0.2.0/25", "192.0.2.127", true), ("192.0.2.0/25", "192.0.2.128", false),
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false), ("::/0", "::1", true), ("::1", "::1", true), ("::1", "::2", false),
            ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
            ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("fe80::/10", "febf::1:2:3", true),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:0.7.0.8", true), ("1::8", "1:0:0:0:0:0:0:8", true),
        ] as [(String, String, Bool)])
    func `a range holds its addresses and no others`(range: String, address: String, isInside: Bool) throws {
        let range = try #require(NetworkRange(range))
        let address = try #require(NetworkRange.Address(address))
        #expect(range.contains(address) == isInside)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1.2.3.4/", "1.2.3.4/33", "::/129",
        "1.2.3.4/8/8",
        ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "::1%eth0",
        "1:2:3:4:5:6:7::8",
        "::1.2.3.4:5", ":1::2",
    ])
    func `anything else is refused`(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}
