import Foundation
import MailParsing
import TallyCore
import TallyCryptography
import TallyStore
import TestSupport
import Testing

/// A copy of the database, as a backup or a replica is one, must let nobody act in somebody's name.
@Suite("Tokens that the database does not have") struct StoredTokenTests {
    @Test func `after a day of mail none of its files has a token that a reader was sent`() async throws {
        let post = try await Post()
        let desk = post.it.desk
        try await desk.write { desk, _ throws(DeskError) in
            try desk.grant(.resetPassword(TestDesk.Known.address("sam@acme.example")))
        }
        try await post.write("sam", "claim\n\n\(Self.outlook(try post.address(of: "sam")))")
        desk.advance(.hours(1))
        try await post.write("alice", "It only happens on battery.") { letter in
            letter.body += "\n\n\(Self.outlook(letter.to))"
        }
        desk.advance(.hours(1))
        try await post.write("sam", "") { letter in
            letter.contentType = "text/html; charset=utf-8"
            let link = letter.to.replacing("+", with: "%2B")
            letter.body = """
                <p>Please take another cable.</p>
                <blockquote>To: <a href="mailto:\(link)">\(letter.to.uppercased())</a></blockquote>
                """
        }
        desk.advance(.hours(1))
        try await post.write("tina", "priority high") { letter in letter.to = "support@acme.example" }
        try await post.write("alice", "Passed on for you.\n\n> Reply-To: \(try post.address(of: "alice"))")
        desk.advance(.hours(1))
        try await post.write("sam", "resolved: replaced the cable")
        try await post.write("alice", "Thank you!")
        #expect(post.secrets.count > 10, "each mail about the ticket has its own")
        #expect(Set(post.secrets).count == post.secrets.count)
        #expect(try await post.it.comments.contains { $0.content.quotedText.contains("support+...@acme") })
    }

    /// How some mail programs quote what they answer.
    private static func outlook(_ address: String) -> String {
        """
        -----Original Message-----
        From: Acme IT <support@acme.example>
        To: 'Acme IT' <\(address)>
        Subject: RE: [TT-1] The printer burns

        What was said before.
        """
    }

    @Test func `what waits in the outbox is sent with its token by the keys of that time`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.desk.act(
            as: try #require(try await it.desk.person("alice@acme.example"))
        ) { desk, actor throws(DeskError) in
            let draft = CommentDraft(author: actor.person.id, source: .api, text: "Hm.", isVerified: true)
            return try desk.comment(on: Ticket.ID(rawValue: 1), draft, by: actor)
        }
        let mail = try #require(try await it.desk.store.nextDue(at: it.desk.now, besides: []))
        let composer = try MailTemplates.composer()
        let prepared = try composer.message(for: mail, report: nil)
        let addressed = mail.addressed(prepared, by: it.desk.mint)
        #expect(addressed == (try composer.message(for: mail.addressed(by: it.desk.mint), report: nil)))
        #expect(addressed.count == prepared.count)
        let mint = TokenMint(
            keys: KeyRing(keys: [
                KeyRing.Key(id: 1, octets: Array(repeating: 3, count: 32)),
                KeyRing.Key(id: 2, octets: Array(repeating: 8, count: 32)),
            ]), cryptography: SodiumCryptography())
        #expect(mail.addressed(prepared, by: mint) != addressed)
    }
}

/// A desk whose mail is sent as the daemon sends it, and what its readers could show for it.
private final class Post {
    let it: StaffedDesk
    private let composer: MailComposer
    private(set) var secrets: [String] = []
    private var latest: [String: OutgoingMail] = [:]

    init() async throws {
        it = try await StaffedDesk()
        composer = try MailTemplates.composer()
        latest = it.notices
        secrets = it.notices.values.map { Self.token(in: $0.answerAddress) }
    }

    /// Where somebody answers to.
    func address(of name: String) throws -> String {
        try #require(latest["\(name)@acme.example"]).answerAddress
    }

    /// Somebody answers their latest mail, and the desk mails what comes of it.
    func write(
        _ name: String, _ body: String, _ change: (inout Letter) -> Void = { _ in }
    ) async throws {
        let (letter, uid) = try it.reply(name, body, to: latest["\(name)@acme.example"], change)
        _ = try await it.desk.receive(letter.text, uid: uid)
        while let mail = try await it.desk.store.nextDue(at: it.desk.now + .days(1), besides: []) {
            try await send(mail)
        }
        try expectNone()
    }

    private func send(_ mail: OutgoingMail) async throws {
        let desk = it.desk
        let linked = mail.linked(by: desk.mint)
        let prepared = try composer.message(for: linked, report: nil)
        #expect(try await desk.store.begin(mail, bytes: prepared))
        let sent = linked.addressed(by: desk.mint)
        let received = Message(reading: mail.addressed(prepared, by: desk.mint))
        #expect(received.replyTo.map(\.address) == [sent.draft.replyTo?.address].compactMap { $0 })
        secrets += received.replyTo.map { Self.token(in: $0.address) }
        secrets += [sent.draft.values["link_url"], sent.draft.values["confirm_url"]]
            .compactMap { $0.text?.split(separator: "/").last }.map(String.init)
        try expectNone()
        var delivery = Delivery(
            state: .waiting(attempts: mail.attempts, next: mail.createdAt), createdAt: mail.createdAt)
        delivery.begin()
        delivery.end(.accepted(SMTPReply(code: 250, enhancedCode: nil, text: "ok")), now: desk.now)
        try await desk.store.keep(delivery, of: mail.id, at: desk.now)
        // Who is asked to confirm has nothing to answer to but the question.
        if sent.draft.replyTo != nil { latest[mail.draft.to.address] = sent }
    }

    private static func token(in address: String) -> String {
        String(address.drop { $0 != "+" }.dropFirst().prefix { $0 != "@" })
    }

    /// Looks through every file of the database, also for what was written over.
    private func expectNone() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: it.desk.directory)
        where name.hasPrefix("tally.db") {
            let bytes = Array(
                try #require(FileManager.default.contents(atPath: it.desk.directory + "/" + name)))
            let forms = secrets.flatMap { [Array($0.utf8), Array($0.uppercased().utf8)] }
            let found = Octets.words(forms, in: bytes).map { String(decoding: $0, as: UTF8.self) }
            #expect(found == [], "\(name)")
        }
    }
}
