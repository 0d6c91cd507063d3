import MailParsing
import TallyCore
import Testing

@Suite("Rules for new mail") struct IntakeRuleTests {
    @Test(arguments: [
        ("outage", "Total OUTAGE in Berlin", true), ("fire", "Firefox is slow", false),
        ("fire", "There is a fire!", true), ("fire", "wildfire", false),
        ("on fire", "The printer is on  fire", true),
        ("störung", "STÖRUNG im Netz", true), ("故障", "プリンターの故障です", true), ("c++", "My c++ compiler", true),
        ("404", "Error 4041", false), ("404", "Error 404.", true), ("outage", "", false),
    ])
    func `a key phrase is found as whole words, in any case and script`(
        phrase: String, subject: String, isFound: Bool
    ) throws {
        #expect(try #require(KeyPhrase(phrase)).occurs(in: subject) == isFound)
    }

    @Test(arguments: [
        ("Importance: high", MailImportance.high), ("Importance: Low", .low),
        ("X-Priority: 1 (Highest)", .high),
        ("X-Priority: 2", .high), ("X-Priority: 3 (Normal)", .normal), ("X-Priority: 5", .low),
        ("Priority: urgent", .high), ("Priority: non-urgent", .low), ("X-MSMail-Priority: High", .high),
        ("Importance: extreme", .normal), ("X-Priority: 11", .normal), ("Subject: high", .normal),
        ("Importance: normal\nX-Priority: 1", .normal), ("Importance: ?\nX-Priority: 1", .high),
    ])
    func `what a mail says of its importance is read`(fields: String, importance: MailImportance) {
        let lines = fields + "\nFrom: a@acme.example\n\ntext\n"
        let bytes = lines.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(Message(reading: Array(bytes.utf8)).importance == importance)
    }

    @Test func `all conditions of a rule have to hold, and of a list one`() throws {
        var rule = IntakeRule()
        rule.subject = [try #require(KeyPhrase("down")), try #require(KeyPhrase("outage"))]
        rule.importance = .high
        rule.senders = [
            .domain("ops.example"), .address(try #require(MailAddress("boss@acme.example"))),
        ]
        rule.mailboxes = [MailboxName("support")]
        func mail(
            _ subject: String = "Mail is down", _ importance: MailImportance = .high,
            _ sender: String? = "nagios@ops.example", _ mailbox: String = "support"
        ) -> IntakeRule.Features {
            IntakeRule.Features(
                subject: subject, importance: importance, sender: sender.flatMap { MailAddress($0) },
                mailbox: MailboxName(mailbox))
        }
        #expect(rule.matches(mail()))
        #expect(rule.matches(mail("OUTAGE", .high, "boss@acme.example")))
        #expect(!rule.matches(mail("Hello")))
        #expect(!rule.matches(mail("Mail is down", .normal)))
        #expect(!rule.matches(mail("Mail is down", .high, "clerk@acme.example")))
        #expect(!rule.matches(mail("Mail is down", .high, nil)))
        #expect(!rule.matches(mail("Mail is down", .high, "nagios@ops.example", "sales")))
        #expect(IntakeRule().matches(mail()))
    }
}
