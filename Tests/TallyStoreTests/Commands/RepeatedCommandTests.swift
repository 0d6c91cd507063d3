import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// The same verbs over and over: every mail is answered, and a machine gets few answers.
@Suite("The same verbs again")
struct RepeatedCommandTests {
    private let it: StaffedDesk

    init() async throws {
        it = try await StaffedDesk()
    }

    /// Sends a mail, and gives what the desk would have mailed by now because of it.
    private func send(_ body: String) async throws -> [OutgoingMail] {
        let (letter, uid) = try it.reply("sam", body)
        _ = try await it.desk.receive(letter.text, uid: uid)
        return try await it.desk.due()
    }

    @Test func `the third time and all after it are answered by one receipt, two hours later`() async throws {
        #expect(try await send("close").map(\.draft.kind) == [.receipt])
        #expect(try await send("close").map(\.draft.kind) == [.receipt])
        for _ in 0..<5 {
            #expect(try await send("close") == [])
            it.desk.advance(.minutes(20))
        }
        it.desk.advance(.minutes(20))
        let late = try await it.desk.due()
        #expect(late.map(\.summary) == ["receipt to sam@acme.example"])
        #expect(late.first?.refusals == ["A ticket that is open cannot be closed."])
        #expect(late.first?.draft.values["words_sentence"].text?.contains("answers all of it") == true)
    }

    @Test func `what changes something is answered at once, however often it was asked in vain`()
        async throws
    {
        for _ in 0..<4 { _ = try await send("close") }
        #expect(try await send("resolved").map(\.draft.kind).contains(.receipt))
        #expect(try await send("close").map(\.draft.kind).contains(.receipt))
        #expect(try await it.state.status == .closed)
    }

    @Test func `a machine that answers every receipt with the same verb gets few mails a day`() async throws {
        var mails = 0
        var isAnswering = true
        for _ in 0..<(24 * 60) {
            if isAnswering {
                let (letter, uid) = try it.reply("sam", "close")
                _ = try await it.desk.receive(letter.text, uid: uid)
            }
            let receipts = try await it.desk.due().filter { $0.draft.kind == .receipt }
            mails += receipts.count
            isAnswering = !receipts.isEmpty
            it.desk.advance(.minutes(1))
        }
        #expect((10...14).contains(mails), "\(mails)")
    }
}
