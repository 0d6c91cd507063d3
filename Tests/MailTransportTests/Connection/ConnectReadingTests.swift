import Testing

@testable import MailTransport

@Suite("What the server said while libcurl connected") struct ConnectReadingTests {
    private func reading(_ lines: String...) -> ConnectReading {
        ConnectReading(transcript: Array(lines.map { $0 + "\r\n" }.joined().utf8), scheme: .smtp)
    }

    @Test func `the capabilities are those after STARTTLS`() {
        let reading = reading(
            "220 ready", "250-fake", "250-STARTTLS", "250 XOLD", "220 go", "250-fake", "250-SIZE 7",
            "250 8BITMIME",
            "334 ", "235 ok")
        #expect(SMTPCapabilities(lines: reading.lastEHLO).keywords == ["SIZE", "8BITMIME"])
        #expect(reading.hasSMTPLogin)
    }

    @Test func `a reply of one line offers nothing`() {
        let reading = reading("220 ready", "250 fake")
        #expect(SMTPCapabilities(lines: reading.lastEHLO).keywords.isEmpty)
        #expect(!reading.hasSMTPLogin)
    }

    @Test(arguments: [
        ("SIZE 1000", 1_000 as Int?), ("SIZE", nil), ("SIZE 0", nil), ("size 5", 5), ("SIZE x", nil),
    ])
    func `a limit of zero is no limit`(line: String, largest: Int?) {
        #expect(SMTPCapabilities(lines: [[], Array(line.utf8)]).largestMessage == largest)
    }

    @Test func `text that merely begins with the digits is no log-in`() {
        #expect(!reading("2350 ok").hasSMTPLogin)
        #expect(reading("235").hasSMTPLogin)
    }
}
