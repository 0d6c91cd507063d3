import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite("Fields, tags and people by mail")
struct EditingByMailTests {
    @Test(arguments: [
        ("due 2026-12-24", "2026-12-24T23:59:59Z"), ("due 24.12.2026 17:00", "2026-12-24T17:00:00Z"),
        ("due in 2 days", "2026-11-20T23:59:59Z"),
    ])
    func `due sets when it is wanted`(line: String, moment: String) async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", line)
        #expect(receipt.applied == ["due"], "\(receipt.refusals)")
        #expect(try await it.state.dueAt?.description.prefix(19) == moment.prefix(19))
        _ = try await it.receipt("sam", "due none")
        #expect(try await it.state.dueAt == nil)
    }

    @Test func `project puts a ticket into one, and none takes it out`() async throws {
        let it = try await StaffedDesk()
        let project = try await it.addProject("Floor 3")
        let receipt = try await it.receipt("sam", "project floor 3")
        #expect(receipt.applied == ["project"], "\(receipt.refusals)")
        #expect(receipt.sentences == ["It is in the project Floor 3."])
        #expect(try await it.state.project == project)
        #expect(try await it.receipt("sam", "project none").sentences == ["It is in no project."])
        #expect(try await it.state.project == nil)
    }

    @Test func `a project that the desk has not, or that is finished, is refused`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.addProject("Old one", .completed)
        #expect(
            try await it.receipt("sam", "project Floor 9").refusals == [
                "\"Floor 9\" is no project of this desk."
            ])
        #expect(try await it.receipt("sam", "project Old one").refusals == ["project is completed."])
        #expect(try await it.state.project == nil)
    }

    @Test func `tags are added and taken off, and the receipt lists what is left`() async throws {
        let it = try await StaffedDesk()
        let first = try await it.receipt("sam", "/tag VIP customer, vpn, printer")
        #expect(first.sentences == ["Its tags are printer, vip-customer, vpn."])
        let second = try await it.receipt("sam", "tag -printer, lan\nuntag vpn")
        #expect(second.applied == ["tag", "tag"])
        #expect(try await it.tags == ["lan", "vip-customer"])
        #expect(try await it.receipt("sam", "/untag lan, vip customer").sentences == ["It has no tags."])
    }

    @Test func `what is too long for a tag is refused, and nothing of its mail is done`() async throws {
        let it = try await StaffedDesk()
        let long = String(repeating: "x", count: 51)
        let receipt = try await it.receipt("sam", "tag vpn\ntag \(long)")
        #expect(receipt.refusals.last == "\"\(long)\" is no tag; one has at most 50 characters.")
        #expect(try await it.tags == [])
    }

    @Test func `cc lets somebody take part, who hears of the words beside it`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", "cc Bob <bob@acme.example>\n\nBob has the key.")
        let receipt = try #require(sent.last { $0.draft.kind == .receipt })
        #expect(receipt.sentences == ["bob@acme.example takes part."])
        #expect(sent.contains { $0.summary == "comment to bob@acme.example" })
        #expect(try await it.participants == ["bob@acme.example"])
    }

    @Test func `a requester may let others take part, with a slash`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("alice", "Bob sits beside me.\n/cc bob@acme.example")
        #expect(receipt.applied == ["cc"], "\(receipt.refusals)")
        #expect(receipt.undoLine == "/undo")
        #expect(try await it.participants == ["bob@acme.example"])
        _ = try await it.send("alice", "cc carol@acme.example")
        #expect(try await it.participants == ["bob@acme.example"], "without a slash these are words")
    }

    @Test func `nobody is let in whom the site does not serve, nor the desk itself`() async throws {
        let usual = TestDesk.settings
        let it = try await StaffedDesk(
            settings: DeskSettings(
                siteName: usual.siteName, siteURL: usual.siteURL, ticketPrefix: usual.ticketPrefix,
                senderName: usual.senderName, senderAddress: usual.senderAddress, mailboxes: usual.mailboxes,
                requesters: .domains(["acme.example"])))
        #expect(
            try await it.receipt("alice", "/cc mallory@evil.example").refusals == [
                "mallory@evil.example is not among those this site serves."
            ])
        #expect(
            try await it.receipt("sam", "cc support@acme.example").refusals == [
                "support@acme.example is the desk's own address."
            ])
        #expect(try await it.participants == [])
    }

    @Test(arguments: ["/due tomorrow", "/tag vip", "/project Floor 3", "/merge TT-2"])
    func `employees leave these to staff`(line: String) async throws {
        let it = try await StaffedDesk()
        _ = try await it.addProject("Floor 3")
        _ = try await it.openAnother()
        let before = try await it.state
        let receipt = try await it.receipt("alice", line)
        #expect(receipt.applied == [])
        #expect(receipt.refusals.first?.hasPrefix("You may not ") == true, "\(receipt.refusals)")
        #expect(try await it.state == before)
        #expect(try await it.tags == [])
    }
}

extension StaffedDesk {
    func addProject(_ name: String, _ status: ProjectStatus = .active) async throws -> Project.ID {
        try await desk.write { desk, records throws(DeskError) in
            try records.addProject(ProjectDraft(name: name, status: status), at: desk.now).id
        }
    }

    /// TT-2, of another employee.
    func openAnother() async throws -> Ticket {
        try await desk.openTicket("It smells of smoke", by: try await desk.add("Carol", .employee))
    }

    var tags: [String] {
        get async throws {
            let ticket = ticket
            return try await desk.store.read { records throws(DeskError) in
                try records.tags(of: ticket).map(\.text)
            }
        }
    }

    /// Their addresses.
    var participants: [String] {
        get async throws {
            let ticket = ticket
            return try await desk.store.read { records throws(DeskError) in
                var addresses: [String] = []
                for id in try records.participants(of: ticket) {
                    if let person = try records.person(id) { addresses.append(person.address.text) }
                }
                return addresses
            }
        }
    }
}

extension OutgoingMail {
    /// What a receipt says of each verb that was carried out.
    var sentences: [String] {
        (draft.values["applied"].elements ?? []).compactMap { $0["sentence"].text }
    }
}
