import TallyCore
import Testing

@Suite("Secrets and senders") struct SecretSourceTests {
    private static let reading = SecretReading(
        file: { path in
            switch path {
            case "/key": .success(Array("one\n".utf8))
            case "/windows": .success(Array("one\r\n".utf8))
            case "/spaces": .success(Array(" two \n\n".utf8))
            case "/empty": .success([0x0A])
            case "/binary": .success([0xFF, 0xFE])
            case "/large": .success(Array(repeating: 0x61, count: SecretSource.maximumSize + 1))
            case "/credentials/imap": .success(Array("three".utf8))
            default: .failure(SecretFailure("\(path) does not exist; make it"))
            }
        },
        environment: { ["PASSWORD": "four", "EMPTY": "", "CREDENTIALS_DIRECTORY": "/credentials"][$0] })

    @Test(
        arguments: [
            (.value(Secret("five")), "five"), (.file(path: "/key"), "one"), (.file(path: "/windows"), "one"),
            (.file(path: "/spaces"), " two \n"), (.environment(name: "PASSWORD"), "four"),
            (.credential(name: "imap"), "three"),
        ] as [(SecretSource, String)])
    func `a secret is fetched from its place`(source: SecretSource, secret: String) throws {
        #expect(try source.secret(reading: Self.reading).reveal() == secret)
    }

    @Test(
        arguments: [
            (.file(path: "/none"), "/none does not exist; make it"),
            (.file(path: "/empty"), "/empty is empty; write the secret into it"),
            (.file(path: "/binary"), "/binary is not UTF-8 text; is it the right file?"),
            (.file(path: "/large"), "/large is larger than 65536 bytes; is it the right file?"),
            (.environment(name: "NONE"), "the environment variable NONE is not set; set it for the daemon"),
            (.environment(name: "EMPTY"), "the environment variable EMPTY is not set; set it for the daemon"),
            (.credential(name: "smtp"), "/credentials/smtp does not exist; make it"),
        ] as [(SecretSource, String)])
    func `a secret that cannot be had says what to do`(source: SecretSource, message: String) {
        let error = #expect(throws: SecretFailure.self) { try source.secret(reading: Self.reading) }
        #expect(error?.description == message)
    }

    @Test func `without systemd there are no credentials`() {
        let reading = SecretReading(file: { _ in .success([]) }, environment: { _ in nil })
        #expect(throws: SecretFailure.self) {
            try SecretSource.credential(name: "imap").secret(reading: reading)
        }
    }

    @Test func `a source does not show its value`() {
        #expect(!"\(SecretSource.value(Secret("hunter2")))".contains("hunter2"))
    }

    @Test(
        arguments: [
            ("support@acme.example", nil), ("Acme IT <support@acme.example>", "Acme IT"),
            ("\"Acme, IT\"  <support@acme.example>", "Acme, IT"), ("ÄÖ 支援 <support@acme.example>", "ÄÖ 支援"),
            ("<support@acme.example>", nil), ("\"\" <support@acme.example>", nil),
        ] as [(String, String?)])
    func `a sender is read`(text: String, name: String?) throws {
        let sender = try #require(Sender(text))
        #expect(sender.name == name)
        #expect(sender.address.text == "support@acme.example")
    }

    @Test(arguments: [
        "", "Acme", "Acme <>", "Acme <support>", "Acme support@acme.example", "A\nB <support@acme.example>",
        "A <b> <support@acme.example>", "A \" B <support@acme.example>", "A <support@acme.example> B",
    ])
    func `what is no sender is refused`(text: String) {
        #expect(Sender(text) == nil)
    }
}
