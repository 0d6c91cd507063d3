import TallyCore
import TallyStore
import TestSupport
import Testing

/// Two desks of this kind that write to each other: neither can tell at first that nobody is there.
@Suite("Two desks for a day") struct TwoDesksTests {
    /// What may be on the way between them, or be different at one end.
    enum Condition: String, CaseIterable {
        case plain = "as they come"
        case stripped = "every field lost that is not of RFC 822"
        case unmarked = "Auto-Submitted and every X- field lost"
        case halfUnmarked = "the same, of one side only"
        case halfStripped = "the header of one side lost"
        case strippedAnonymous = "header lost, no plus-addressing"
        case severalMailboxes = "three mailboxes at one end"
        case proven = "each believes the other's domain"
        case anonymous = "no plus-addressing at either end"
        case answered = "staff answer on both sides"
        case quoting = "stripped, and staff answer on both sides"

        /// What becomes of a mail of one end.
        func relayed(_ text: String, isOfFirst: Bool) -> String {
            switch self {
            case .plain, .severalMailboxes, .proven, .anonymous, .answered: text
            case .stripped, .strippedAnonymous, .quoting: Robots.stripping(text)
            case .unmarked: Robots.unmarking(text)
            case .halfStripped: isOfFirst ? Robots.stripping(text) : text
            case .halfUnmarked: isOfFirst ? Robots.unmarking(text) : text
            }
        }

        var isAnonymous: Bool { self == .anonymous || self == .strippedAnonymous }
        var isAnswered: Bool { self == .answered || self == .quoting }
    }

    private static let ours = "support@acme.example"
    private static let theirs = "help@other.example"

    @Test func `two desks that answer each other send twenty mails at most`() async throws {
        for condition in Condition.allCases {
            let world = try await Self.world(condition)
            let between = world.count(to: Self.theirs) + world.count(to: Self.ours)
            let kinds = Dictionary(grouping: world.sent, by: \.mail.draft.kind.rawValue).mapValues(\.count)
            let list = kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            print(
                "two desks, \(condition.rawValue): \(between) between them, \(world.sent.count) in all:", list
            )
            #expect(!world.isRunaway, "\(condition)")
            #expect(world.sent.count <= 20, "\(condition)")
        }
    }

    private static func world(_ condition: Condition) async throws -> MailWorld {
        let first = try TestDesk(settings: settings(acme: true, condition))
        let second = try TestDesk(settings: settings(acme: false, condition), keyOctet: 9)
        let sam = try await first.add("Sam", .staff)
        let olga = try await second.add("Olga", .staff)
        let world = MailWorld()
        for (desk, domain) in [(first, "acme.example"), (second, "other.example")] {
            try world.add(desk) { text in
                let left = condition.relayed(text, isOfFirst: desk === first)
                return condition == .proven ? passed(domain) + "\n" + left : left
            }
        }
        var letter = Letter(from: "Other Help <\(theirs)>", id: "start@other.example", body: "How are you?")
        letter.to = ours
        if condition == .proven { letter.above = [passed("other.example")] }
        world.write(letter)
        try await world.run(for: .hours(1))
        if condition.isAnswered {
            for (desk, agent) in [(first, sam), (second, olga)] {
                guard try await desk.ticket(Ticket.ID(rawValue: 1)) != nil else { continue }
                _ = try await desk.act(as: agent) { desk, actor throws(DeskError) in
                    let draft = CommentDraft(
                        author: actor.person.id, source: .api, text: "Is it plugged in?", isVerified: true)
                    return try desk.comment(on: Ticket.ID(rawValue: 1), draft, by: actor)
                }
            }
            try await world.collect()
        }
        try await world.run(for: .hours(23))
        return world
    }

    private static func passed(_ domain: String) -> String {
        "Authentication-Results: mx.acme.example; dmarc=pass header.from=\(domain)"
    }

    private static func settings(acme isAcme: Bool, _ condition: Condition) -> DeskSettings {
        let address = isAcme ? ours : theirs
        let local = address.prefix { $0 != "@" }
        let domain = address.drop { $0 != "@" }
        let names = isAcme && condition == .severalMailboxes ? [String(local), "it", "hr"] : [String(local)]
        let name = isAcme ? "Acme IT" : "Other Help"
        var settings = DeskSettings(
            siteName: name, siteURL: "https://desk.example", ticketPrefix: isAcme ? "TT" : "OH",
            senderName: name, senderAddress: TestDesk.Known.address(address),
            mailboxes: names.map { name in
                DeskSettings.Mailbox(
                    name: MailboxName(name), address: TestDesk.Known.address(name + domain),
                    replyAddress: condition.isAnonymous ? nil : ReplyAddress(name + "+{token}" + domain),
                    team: nil, priority: .medium)
            })
        if condition == .proven { settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"]) }
        return settings
    }
}
