import Testing

@testable import TallyWeb

@Suite struct Addresses {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "::"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("1:0:0:2::", "1:0:0:2::"), ("fe80::1", "fe80::1"),
    ])
    func `an address is written in one form`(text: String, form: String) throws {
        #expect(try #require(IPAddress(text)).description == form)
    }

    @Test(arguments: [
        "", "127.1", "256.0.0.1", "01.2.3.4.5", "::g", "[::1]", "fe80::1%eth0", "localhost", "1.2.3.4 ",
    ])
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("0.0.0.0/0", "::1", false), ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
        ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/65", "2001:db8::8000:0:0:0", false),
        ("2001:db8::/65", "2001:db8::7fff:0:0:0", true), ("::/0", "2001:db8::1", true),
    ])
    func `a network has its addresses and no others`(network: String, address: String, isIn: Bool) throws {
        #expect(try #require(IPNetwork(network)).contains(try #require(IPAddress(address))) == isIn)
    }

    @Test(arguments: ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "/8"])
    func `what is no network is none`(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test func `a network is made of octets and a length`() throws {
        let private4 = try #require(IPAddress(octets: [10, 0, 0, 0]))
        let documentation6 = try #require(
            IPAddress(octets: [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 12)))
        #expect(private4.description == "10.0.0.0")
        #expect(documentation6.description == "2001:db8::")
        #expect(IPNetwork(private4, length: 8) == IPNetwork("10.0.0.0/8"))
        #expect(IPNetwork(documentation6, length: 32) == IPNetwork("2001:db8::/32"))
        #expect(IPNetwork(private4, length: 33) == nil)
        #expect(IPAddress(octets: [1, 2, 3]) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:8025", "127.0.0.1:8025"), ("[::1]:0", "[::1]:0"), ("0.0.0.0:80", "0.0.0.0:80"),
        ("unix:/run/tally/http.sock", "unix:/run/tally/http.sock"),
    ])
    func `a listening address is read and written`(text: String, form: String) throws {
        #expect(try #require(ListenAddress(text)).description == form)
    }

    @Test(arguments: [
        "8025", "localhost:80", "::1:80", "[127.0.0.1]:80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80",
        "unix:relative", "unix:/" + String(repeating: "a", count: 107), "",
    ])
    func `what is no listening address is none`(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test(
        arguments: [
            (nil, "10.0.0.1", "10.0.0.1"),
            ("192.0.2.7", "10.0.0.1", "192.0.2.7"),
            ("192.0.2.7", "203.0.113.9", "203.0.113.9"),
            ("1.1.1.1, 192.0.2.7", "10.0.0.1", "192.0.2.7"),
            ("192.0.2.7, 10.0.0.2", "10.0.0.1", "192.0.2.7"),
            ("nonsense, 10.0.0.2", "10.0.0.1", "10.0.0.2"),
        ] as [(String?, String, String)])
    func `only trusted proxies are believed`(forwarded: String?, peer: String, client: String) throws {
        let proxies = TrustedProxies([try #require(IPNetwork("10.0.0.0/8"))])
        var fields = HTTPFields()
        if let forwarded { fields.append("X-Forwarded-For", forwarded) }
        let found = proxies.client(of: fields, peer: .ip(try #require(IPAddress(peer))))
        #expect(found.description == client)
    }

    @Test(
        arguments: [
            ([("Forwarded", "for=192.0.2.7;proto=https;by=10.0.0.1")], "192.0.2.7"),
            ([("Forwarded", "proto=https;For=\"192.0.2.7:4711\"")], "192.0.2.7"),
            ([("Forwarded", "for=\"[2001:db8::7]:4711\"")], "2001:db8::7"),
            ([("Forwarded", "for=1.1.1.1, for=192.0.2.7")], "192.0.2.7"),
            ([("Forwarded", "for=192.0.2.7,for=10.0.0.2")], "192.0.2.7"),
            ([("Forwarded", "for=1.1.1.1"), ("Forwarded", "for=192.0.2.7")], "192.0.2.7"),
            ([("Forwarded", "for=\"1.1.1.1\\\", for=2.2.2.2\"")], "10.0.0.1"),
            ([("Forwarded", "for=unknown")], "10.0.0.1"), ([("Forwarded", "for=_hidden")], "10.0.0.1"),
            ([("Forwarded", "for=192.0.2.7;for=192.0.2.8")], "10.0.0.1"),
            ([("Forwarded", "for=\"[192.0.2.7]\"")], "10.0.0.1"), ([("Forwarded", "by=1.1.1.1")], "10.0.0.1"),
            ([("Forwarded", "192.0.2.7")], "10.0.0.1"), ([("Forwarded", "")], "10.0.0.1"),
            ([("Forwarded", "for=192.0.2.7"), ("X-Forwarded-For", "192.0.2.7")], "192.0.2.7"),
            ([("Forwarded", "for=1.1.1.1"), ("X-Forwarded-For", "192.0.2.7")], "10.0.0.1"),
            ([("Forwarded", "for=192.0.2.7"), ("X-Forwarded-For", "1.1.1.1")], "10.0.0.1"),
        ] as [([(String, String)], String)])
    func `Forwarded says the same, and two that differ say nothing`(
        fields: [(String, String)], client: String
    ) throws {
        let proxies = TrustedProxies([try #require(IPNetwork("10.0.0.0/8"))])
        let lines = fields.map { HTTPFields.Field(name: $0.0, value: $0.1) }
        let found = proxies.client(of: HTTPFields(lines), peer: .ip(try #require(IPAddress("10.0.0.1"))))
        #expect(found.description == client)
    }

    @Test(arguments: [
        ("desk.acme.example", true), ("Desk.ACME.example:443", true), ("desk.acme.example:8025", true),
        ("intranet.acme.example", true), ("localhost", true), ("localhost:8025", true),
        ("127.0.0.1:8025", true),
        ("192.168.1.5", true), ("[::1]:8025", true), ("acme.example", false), ("evil.example", false),
        ("desk.acme.example.evil.example", false), ("127.0.0.1.evil.example", false), ("2130706433", false),
    ])
    func `a site is asked for by its names or by an address`(host: String, isAllowed: Bool) throws {
        let hosts = AllowedHosts.of(origins: [
            "https://desk.acme.example", "http://intranet.acme.example:8080",
        ])
        #expect(hosts.contains(try #require(HostName(host))) == isAllowed)
    }
}
