import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// When mail of many people comes back at once, a relay refuses the desk: none of them is suspended for it.
@Suite("Bounces of many people at once") struct HardBounceGuardTests {
    private static let crew = ["Sam", "Tina", "Uwe", "Vera", "Willi", "Xenia"]
    private let desk: TestDesk
    private let ada: Person
    private let numbers = SendableCounter()

    /// A desk that everybody has worked at for a while.
    init() async throws {
        var settings = TestDesk.settings
        settings.outgoing.suspension = .init(2, within: .days(30))
        settings.outgoing.bounceStorm = .init(4, within: .minutes(10))
        settings.outgoing.bounceStormPause = .hours(1)
        desk = try TestDesk(settings: settings)
        ada = try await desk.add("Ada", .admin)
        for name in Self.crew { _ = try await desk.add(name, .staff) }
        desk.advance(.days(2))
    }

    /// The notices of a new ticket to some of the crew come back, a few seconds apart.
    private func ticketWhoseNoticesBounce(to names: [String], status: String = "5.1.1") async throws {
        let number = numbers.next()
        let letter = Letter(
            from: "guest\(number)@out.example", id: "q\(number)@out.example", body: "Question \(number)")
        _ = try await desk.receive(letter.text, uid: number)
        let notices = try await desk.due()
        for name in names {
            let address = name.lowercased() + "@acme.example"
            guard let mail = notices.first(where: { $0.draft.to.address == address }) else { continue }
            let uid = numbers.next()
            var report = DeliveryReportLetter(of: mail, status: status)
            report.id = "report\(uid)@mx.acme.example"
            _ = try await desk.receive(report.text, uid: uid)
            desk.advance(.seconds(5))
        }
    }

    private func suspended() async throws -> [String] {
        try await desk.store.read { records throws(DeskError) in
            try records.suspendedAddresses(limit: 100).map(\.address.text)
        }
    }

    private func alarms() async throws -> Int {
        try await desk.store.read { records throws(DeskError) in
            try records.outbox([.sent, .waiting], after: nil, limit: 200).elements.count { $0.kind == .alarm }
        }
    }

    @Test func `nobody is suspended, and admins are told once`() async throws {
        try await ticketWhoseNoticesBounce(to: Self.crew)
        let mails = try await desk.sent().filter { $0.draft.kind == .alarm }
        for _ in 1...2 {
            desk.advance(.minutes(5))
            try await ticketWhoseNoticesBounce(to: Self.crew)
        }
        #expect(try await suspended() == [])
        #expect(try await alarms() == 1)
        #expect(mails.map(\.summary) == ["alarm to ada@acme.example"])
        let text = String(
            decoding: try MailTemplates.composer().message(for: try #require(mails.first), report: nil),
            as: UTF8.self)
        #expect(text.contains("Subject: Acme IT: mail to many people comes back"))
        #expect(text.contains("Mail to 4 people or more came back"))
        #expect(!text.contains("outbox release"))
        #expect(try await desk.store.queueDepths().bounceStormSince != nil)
    }

    @Test func `what came back in it does not count later either`() async throws {
        try await ticketWhoseNoticesBounce(to: Self.crew)
        desk.advance(.hours(2))
        try await ticketWhoseNoticesBounce(to: ["Sam"])
        #expect(try await suspended() == [])
        desk.advance(.hours(2))
        try await ticketWhoseNoticesBounce(to: ["Sam"])
        #expect(try await suspended() == ["sam@acme.example"])
    }

    @Test func `who was suspended in its first minutes gets mail again`() async throws {
        try await ticketWhoseNoticesBounce(to: ["Sam"])
        try await ticketWhoseNoticesBounce(to: ["Sam"])
        #expect(try await suspended() == ["sam@acme.example"])
        try await ticketWhoseNoticesBounce(to: Self.crew)
        #expect(try await suspended() == [])
    }

    @Test func `it lasts while mail goes on coming back, and begins anew after it`() async throws {
        for _ in 1...4 {
            try await ticketWhoseNoticesBounce(to: Self.crew)
            desk.advance(.minutes(50))
        }
        #expect(try await suspended() == [])
        desk.advance(.hours(2))
        try await ticketWhoseNoticesBounce(to: Self.crew)
        #expect(try await alarms() == 2)
    }

    @Test func `three people who left within the minutes are suspended as ever`() async throws {
        for _ in 1...2 { try await ticketWhoseNoticesBounce(to: Array(Self.crew.prefix(3))) }
        #expect(try await suspended().count == 3)
        #expect(try await alarms() == 0)
    }

    @Test func `soft bounces of everybody are none`() async throws {
        try await ticketWhoseNoticesBounce(to: Self.crew, status: "4.4.1")
        #expect(try await alarms() == 0)
    }

    @Test func `made-up names whose acknowledgements come back are none`() async throws {
        for number in 1...8 {
            let uid = numbers.next()
            let letter = Letter(
                from: "ghost\(number)@out.example", id: "ghost\(number)@out.example", body: "Buy \(number)!")
            _ = try await desk.receive(letter.text, uid: uid)
            for mail in try await desk.due() where mail.draft.kind == .received {
                var report = DeliveryReportLetter(of: mail, status: "5.1.1")
                report.id = "back\(number)@out.example"
                _ = try await desk.receive(report.text, uid: numbers.next())
            }
        }
        #expect(try await alarms() == 0)
    }
}
