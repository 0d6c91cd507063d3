import TallyCore
import TallyStore
import Testing

@testable import TallyWeb

/// A desk with two of everything, so that everybody has one that is theirs and one that is not.
///
/// Ticket 1 is Alice's, in team `it`; ticket 2 is Olga's, in team `finance`; somebody of the team holds each. Tickets 3 and 4 are like them, to be
/// merged with. Whatever else there is has the same numbers: 1 or 2.
struct MatrixDesk {
    /// Who calls.
    enum Caller: String, CaseIterable {
        case nobody
        /// The employee whose ticket 1 is.
        case alice
        /// The employee whose ticket 2 is.
        case olga
        /// Staff of team `it`.
        case sam
        /// Staff of team `finance`.
        case finn
        case ada

        var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

        var role: Role? {
            switch self {
            case .nobody: nil
            case .alice, .olga: .employee
            case .sam, .finn: .staff
            case .ada: .admin
            }
        }
    }

    let site: TestSite
    let people: [String: Person]
    /// Who holds tickets 1 and 2; empty when nobody does.
    let holders: [String]

    static let note = "Secret-note"
    static let subjects = ["Secret-one", "Secret-two"]

    /// - Parameter operation: what is to be called, since some need the desk in a state of their own.
    init(_ site: TestSite, for operation: String) async throws {
        self.site = site
        holders = Self.holders(for: operation)
        var people: [String: Person] = [:]
        for (name, role, team) in [
            ("Alice", Role.employee, nil), ("Olga", .employee, nil), ("Sam", .staff, "it"),
            ("Finn", .staff, "finance"), ("Ada", .admin, nil), ("Tess", .employee, nil),
            ("Axel", .admin, nil),
            ("Tara", .staff, "it"), ("Frida", .staff, "finance"),
        ] as [(String, Role, String?)] {
            people[name] = try await site.add(name, role, team: team)
        }
        self.people = people
        try await fillMailQueues()
        for (owner, staff) in [("Alice", "Sam"), ("Olga", "Finn")] { try await openTicket(owner, staff) }
        for owner in ["Alice", "Olga"] { try await openTicket(owner, nil) }
        try await fillGroups()
        if operation == "unmergeTicket" { try await merge() }
    }

    /// A desk on a site that has everything already, these people too.
    init(_ site: TestSite, with people: [String: Person], for operation: String) {
        self.site = site
        self.people = people
        holders = Self.holders(for: operation)
    }

    /// The operations that need the desk in a state of their own; the others begin alike.
    static let peculiar: Set<String> = ["claimTicket", "releaseTicket", "unmergeTicket"]

    private static func holders(for operation: String) -> [String] {
        switch operation {
        case "claimTicket": []
        case "releaseTicket": ["Sam", "Finn"]
        default: ["Tara", "Frida"]
        }
    }

    func person(_ caller: Caller) -> Person? { people[caller.name] }

    private func known(_ name: String) throws -> Person { try #require(people[name]) }

    /// The mails behind tickets 1 and 2, and two that were put aside.
    private func fillMailQueues() async throws {
        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1))
        let fetched = (1...4).map { number in
            let content = Array("Subject: \(number)\n\n\(Self.note)\n".utf8)
            return FetchedMessage(
                uid: UID(UInt32(number)), internalDate: nil, size: content.count, content: content,
                isOversize: false)
        }
        try await site.store.stage(fetched, in: folder)
        for number in 3...4 {
            try await site.store.quarantine(
                StagedMail.ID(rawValue: Int64(number)), reason: "for a test", at: site.clock.now)
        }
    }

    /// The ticket of an owner, with a file, an internal note, Tess and a holder; without staff it has none of that.
    private func openTicket(_ owner: String, _ staff: String?) async throws {
        let (alice, tess) = (try known(owner), try known("Tess"))
        let agent = try staff.map(known)
        let isFirst = owner == "Alice"
        let holder = holders.isEmpty ? nil : try known(holders[isFirst ? 0 : 1])
        try await site.write { desk, records throws(DeskError) in
            var draft = TicketDraft(
                subject: Self.subjects[isFirst ? 0 : 1] + (agent == nil ? " again" : ""), requester: alice.id)
            draft.team = try records.team(named: isFirst ? "it" : "finance")?.id
            var comment = CommentDraft(
                author: alice.id, source: .mail, text: "Please help.", isVerified: true,
                stagedMail: agent == nil ? nil : StagedMail.ID(rawValue: isFirst ? 1 : 2))
            if agent != nil {
                comment.attachments = [
                    AttachmentDraft(
                        filename: "a.txt", contentType: "text/plain", isInline: false, contentID: nil,
                        content: Array(Self.subjects[isFirst ? 0 : 1].utf8))
                ]
            }
            let ticket = try desk.open(
                draft, first: comment, by: Desk.Actor(person: alice, source: .mail), isProven: true)
            if let holder {
                let actor = Desk.Actor(person: holder, source: .api)
                _ = try desk.assign(ticket.id, to: holder.id, by: actor)
            }
            guard let agent else { return }
            let actor = Desk.Actor(person: agent, source: .api)
            let note = CommentDraft(
                author: agent.id, visibility: .internal, source: .api, text: Self.note, isVerified: true)
            _ = try desk.comment(on: ticket.id, note, by: actor)
            try records.addParticipant(tess.id, to: ticket.id)
        }
    }

    /// Projects, absences, addresses, notifications and messages; those of a person have the person's number.
    private func fillGroups() async throws {
        let everybody = people.values.sorted { $0.id.rawValue < $1.id.rawValue }
        let (alice, sam, ada) = (try known("Alice"), try known("Sam"), try known("Ada"))
        try await site.write { desk, records throws(DeskError) in
            let actor = Desk.Actor(person: ada, source: .api)
            for (number, members) in [[alice.id, sam.id], []].enumerated() {
                _ = try desk.createProject(
                    ProjectDraft(name: "Project \(number)", members: members), by: actor)
            }
            let now = desk.now
            for person in everybody {
                if let period = AbsencePeriod(begin: now + .days(1), end: now + .days(2)) {
                    _ = try records.addAbsence(of: person.id, period)
                }
                try records.addAddress(Self.home(of: person), to: person.id)
            }
            for text in ["one", "two"] {
                try desk.receive(
                    ContactMessageDraft(
                        name: "Carol", address: Self.home(of: ada), subject: text, text: text))
            }
        }
    }

    static func home(of person: Person) -> MailAddress {
        TestSite.address(person.name.lowercased() + "@home.example")
    }

    private func merge() async throws {
        let ada = try known("Ada")
        try await site.write { desk, _ throws(DeskError) in
            for number in [1, 2] as [Int64] {
                let actor = Desk.Actor(person: ada, source: .api)
                _ = try desk.merge(
                    Ticket.ID(rawValue: number), into: Ticket.ID(rawValue: number + 2), by: actor)
            }
        }
    }

    /// A notification of theirs.
    func notification(of person: Person) async throws -> Int64 {
        try await site.write { desk, records throws(DeskError) in
            try records.addNotification(
                .comment, to: person.id, about: Ticket.ID(rawValue: 1), by: nil, at: desk.now
            ).rawValue
        }
    }
}

// What callers are to things.
extension MatrixDesk {
    /// What a caller is to one of the two things of a kind, in the words of the document.
    static func relations(
        of caller: Caller, to object: Int, kind: String, for operation: String
    ) -> Set<String> {
        switch kind {
        case "ticket":
            let holders = holders(for: operation)
            var relations: Set<String> = ["none"]
            if caller == (object == 0 ? .alice : .olga) { relations.insert("requester") }
            if caller == (object == 0 ? .sam : .finn) { relations.insert("team") }
            if holders.isEmpty { relations.insert("unassigned") }
            if !holders.isEmpty, holders[object] == caller.name { relations.insert("assignee") }
            return relations
        case "person", "notification": return object == 0 ? ["themselves", "none"] : ["none"]
        default: return ["none"]
        }
    }

    /// Whether a caller may know of one of the two tickets.
    static func maySee(_ caller: Caller, ticket object: Int, for operation: String) -> Bool {
        let relations = relations(of: caller, to: object, kind: "ticket", for: operation)
        switch caller.role {
        case nil: return false
        case .employee: return relations.contains("requester")
        case .staff: return relations != ["none"]
        case .admin: return true
        }
    }
}
