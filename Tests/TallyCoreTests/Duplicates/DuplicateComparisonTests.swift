import TallyCore
import Testing

@Suite("Comparing requests") struct DuplicateComparisonTests {
    private static let alice = Person.ID(rawValue: 1)
    private static let bob = Person.ID(rawValue: 2)

    private static func verdict(
        _ subject: String, _ text: String = "", by requester: Person.ID = alice, earlier: String,
        earlierText: String = ""
    ) -> DuplicateCandidate? {
        let ticket = Ticket(
            id: Ticket.ID(rawValue: 7), draft: TicketDraft(subject: earlier, requester: alice),
            createdAt: Timestamp(unixSeconds: 0))
        return DuplicateComparison(DuplicateQuestion(subject: subject, text: text, requester: requester))
            .candidate(ticket, firstText: earlierText)
    }

    @Test(arguments: [
        (
            "VPN drops every few minutes", "VPN drops all the time",
            ["2 shared words in subject", "not finished"]
        ),
        (
            "Printer on floor 3 jams", "The printer on floor 3 jams again",
            ["3 shared words in subject", "not finished"]
        ),
        ("打印机卡纸了", "三楼的打印机卡纸了", ["similar subject", "not finished"]),
        ("VPN DROPS", "vpn drops", ["same subject", "not finished"]),
    ])
    func `reasons are in words`(subject: String, earlier: String, reasons: [String]) {
        #expect(Self.verdict(subject, by: Self.bob, earlier: earlier)?.reasons == reasons)
    }

    @Test(arguments: [
        ("The coffee machine is empty", "VPN drops all the time"), ("Drucker frisst Papier", "VPN bricht ab"),
        ("打印机卡纸了", "无法登录"), ("!", "?"), ("", ""),
    ])
    func `another matter is no candidate`(subject: String, earlier: String) {
        #expect(Self.verdict(subject, by: Self.bob, earlier: earlier) == nil)
    }

    @Test func `the same person with nearly the same words is one under any subject`() {
        let text = "My notebook does not start since this morning, the screen stays black."
        let candidate = Self.verdict("Help", text, earlier: "Broken", earlierText: text + " What now?")
        #expect(candidate?.reasons == ["similar text", "same requester", "not finished"])
        #expect(Self.verdict("Help", text, by: Self.bob, earlier: "Broken", earlierText: text) == nil)
    }

    @Test
    func
        `the longest words of a subject are looked for first, pairs of characters where there are no blanks`()
    {
        let question = DuplicateQuestion(
            subject: "The docking station is off, the dock is off", text: "", requester: nil)
        #expect(question.searchedWords == ["docking", "station", "dock", "off"])
        #expect(DuplicateQuestion(subject: "着火了", text: "", requester: nil).searchedWords == ["着火", "火了"])
    }
}
