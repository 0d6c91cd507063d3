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
}
