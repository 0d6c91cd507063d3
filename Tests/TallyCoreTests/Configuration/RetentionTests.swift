import TallyCore
import Testing

@Suite("Retention in the configuration") struct RetentionTests {
    private func read(_ keys: String) throws -> Retention {
        let text = ConfigurationTests.minimal
        let end = try #require(text.lastIndex(of: "}"))
        return try Configuration.read(Array((text[..<end] + keys + "}").utf8), fileName: "tally.json5")
            .retention
    }

    @Test func `without keys only what nobody needs goes, and received mail stays`() throws {
        let retention = try read("")
        #expect(retention == Retention())
        #expect(retention.rawMail == nil)
        #expect(retention.outgoing == .days(400))
    }

    @Test func `each kind has its time, and 0 keeps it`() throws {
        let retention = try read(
            """
            , retention: { sentBytesDays: 1, outgoingDays: 0, eventDays: 3, notificationDays: 0, rawMailDays: 730,
                heldMailDays: 0, contactMessageDays: 9 }
            """)
        #expect(retention.sentBytes == .days(1))
        #expect(retention.outgoing == nil)
        #expect(retention.events == .days(3))
        #expect(retention.notifications == nil)
        #expect(retention.rawMail == .days(730))
        #expect(retention.heldMail == nil)
        #expect(retention.contactMessages == .days(9))
    }

    @Test(arguments: [
        (", retention: { sentBytesDays: -1 }", "retention.sentBytesDays"),
        (", retention: { mailDays: 3 }", "retention.mailDays"),
        (", retention: { outgoingDays: 10 }", "retention.outgoingDays"),
    ])
    func `what cannot be is a problem`(keys: String, place: String) throws {
        do {
            _ = try read(keys)
            Issue.record("read")
        } catch let error as ConfigurationProblems {
            #expect(error.list.map(\.path) == [place])
        }
    }
}
