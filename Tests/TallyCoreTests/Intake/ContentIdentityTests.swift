import TallyCore
import Testing

@Suite("When two deliveries are the same mail")
struct ContentIdentityTests {
    private func identity(_ text: String, received: Int64 = 1) -> [UInt8] {
        ContentIdentity.octets(of: Array(text.utf8), internalDate: Timestamp(unixSeconds: received))
    }

    private let mail = "From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: hi\r\n\r\nText\r\n"

    @Test(arguments: [
        "Received: from x\r\n\tby y; today\r\n", "Return-Path: <a@b.example>\r\n",
        "Delivered-To: support@x.example\r\n",
        "X-Original-To: support+1@x.example\r\n", "RECEIVED: a\r\nReceived: b\r\n",
    ])
    func `trace fields do not count`(trace: String) {
        #expect(identity(trace + mail) == identity(mail))
        #expect(identity("Date: x\r\n" + trace + mail) == identity("Date: x\r\n" + mail))
    }

    @Test func `how lines end does not count`() {
        let fetched = Array("Message-ID: <1@a>\r\n\r\none\r\ntwo\r\n".utf8)
        let piped = Array("Message-ID: <1@a>\n\none\ntwo\n".utf8)
        let other = Array("Message-ID: <1@a>\n\none\r\rtwo\n".utf8)
        let identities = [fetched, piped, other].map { ContentIdentity.octets(of: $0, internalDate: nil) }
        #expect(identities[0] == identities[1])
        #expect(identities[0] != identities[2])
    }

    @Test func `everything else does`() {
        #expect(identity(mail) != identity("Subject: ho\r\n" + mail))
        #expect(identity(mail) != identity(mail + "."))
    }

    @Test func `a trace field's name in the body counts`() {
        #expect(identity(mail + "Received: x\r\n") != identity(mail))
    }

    @Test func `a mail that names itself is the same whenever it came`() {
        #expect(identity(mail, received: 1) == identity(mail, received: 2))
    }

    @Test func `equal mails without Message-ID and Date are two when they came at two times`() {
        let nameless = "From: cron@b.example\n\ndisk full\n"
        #expect(identity(nameless, received: 1) != identity(nameless, received: 2))
        #expect(identity(nameless, received: 1) == identity(nameless, received: 1))
    }

    @Test(arguments: ["", "\r\n", "no header at all", "Received: x", "\n\n\n", ": \n \n"])
    func `anything has an identity`(text: String) {
        #expect(!identity(text).isEmpty)
    }
}
