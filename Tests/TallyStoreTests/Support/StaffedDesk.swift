import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// A desk where Alice has asked, and Sam, Tina and the admin Ada work: what most tests of mail begin with.
struct StaffedDesk {
    let desk: TestDesk
    let ticket = Ticket.ID(rawValue: 1)
    /// Whom each mail of the beginning went to.
    let notices: [String: OutgoingMail]
    /// Mail numbers itself, so that each is another.
    private let numbers = SendableCounter()

    init(settings: DeskSettings = TestDesk.settings) async throws {
        desk = try TestDesk(settings: settings)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tina", .staff)
        _ = try await desk.add("Ada", .admin)
        let question = Letter(
            from: "Alice Miller <alice@acme.example>", id: "q1@acme.example", body: "Smoke comes out of it.")
        _ = try await desk.receive(question.text, uid: 1)
        notices = Dictionary(
            try await desk.sent().map { ($0.draft.to.address, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func notice(to name: String) throws -> OutgoingMail {
        try #require(notices["\(name)@acme.example"])
    }

    /// A reply as a mail program would write it; `change` makes a forgery of it.
    func reply(
        _ name: String, _ body: String, to mail: OutgoingMail? = nil,
        _ change: (inout Letter) -> Void = { _ in }
    ) throws -> (letter: Letter, uid: UInt32) {
        let answered = try mail ?? notice(to: name)
        let uid = 100 + numbers.next()
        var letter = Letter(
            from: "\(name)@acme.example", to: answered.answerAddress, subject: "Re: [TT-1] The printer burns",
            id: "reply\(uid)@acme.example", inReplyTo: answered.draft.messageID.text, body: body)
        letter.date = desk.now.mailDate
        change(&letter)
        return (letter, uid)
    }

    /// Sends a reply, and gives what the desk mailed because of it.
    @discardableResult
    func send(
        _ name: String, _ body: String, to mail: OutgoingMail? = nil,
        _ change: (inout Letter) -> Void = { _ in }
    ) async throws -> [OutgoingMail] {
        let (letter, uid) = try reply(name, body, to: mail, change)
        _ = try await desk.receive(letter.text, uid: uid)
        return try await desk.sent()
    }

    /// Sends a reply, and gives the receipt.
    func receipt(_ name: String, _ body: String, to mail: OutgoingMail? = nil) async throws -> OutgoingMail {
        try #require(try await send(name, body, to: mail).last { $0.draft.kind == .receipt })
    }

    var state: Ticket {
        get async throws { try #require(try await desk.ticket(ticket)) }
    }

    var comments: [TallyCore.Comment] {
        get async throws {
            let ticket = ticket
            return try await desk.store.read { records throws(DeskError) in try records.comments(of: ticket) }
        }
    }

    var timeline: [TimelineEntry] {
        get async throws {
            let ticket = ticket
            return try await desk.store.read { records throws(DeskError) in try records.timeline(of: ticket) }
        }
    }
}

extension OutgoingMail {
    /// The verbs that a receipt says were carried out.
    var applied: [String] { (draft.values["applied"].elements ?? []).compactMap { $0["verb"].text } }
    /// Why verbs were refused, in order.
    var refusals: [String] { (draft.values["refused"].elements ?? []).compactMap { $0["reason"].text } }
    var mistakes: [JSON] { draft.values["unknown"].elements ?? [] }
    var undoLine: String? { draft.values["undo_line"].text }
}

extension Timestamp {
    /// As a Date field has it, in UTC.
    var mailDate: String {
        let parts = description.split { !$0.isNumber }.compactMap { Int($0) }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = parts[3...5].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
        return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0]) \(time) +0000"
    }
}
