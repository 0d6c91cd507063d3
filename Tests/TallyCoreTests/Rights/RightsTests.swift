import Foundation
import TallyCore
import Testing

/// The table of rights, cell by cell, as people agreed on it.
///
/// It is written down here a second time, in another form than in the code, so that nobody widens a right in passing.
@Suite("Rights")
struct RightsTests {
    private static let columns: [DeskObject.Kind: [Relation]] = [
        .ticket: [.requester, .participant, .assignee, .team, .unassigned, .none],
        .person: [.themselves, .none], .team: [.member, .none], .project: [.member, .none],
        .notification: [.themselves, .none],
    ]

    /// What each role may do in each relation to a ticket: admin, staff, employee, with the relations' initials
    /// (**r**equester, **p**articipant, **a**ssignee, **t**eam, **u**nassigned, **n**one).
    private static let tickets: [Verb: (String, String, String)] = [
        .see: ("rpatun", "rpatu", "rp"), .comment: ("rpatun", "rpatu", "rp"),
        .commentInternally: ("rpatun", "rpatu", ""), .claim: ("rpatun", "rpatu", ""),
        .release: ("rpatun", "a", ""), .assign: ("rpatun", "rpatu", ""),
        .putOnHold: ("rpatun", "rpatu", ""), .resolve: ("rpatun", "rpatu", "r"),
        .close: ("rpatun", "rpatu", ""), .reopen: ("rpatun", "rpatu", "r"), .withdraw: ("r", "r", "r"),
        .edit: ("rpatun", "rpatu", ""), .tag: ("rpatun", "rpatu", ""), .setDue: ("rpatun", "rpatu", ""),
        .addParticipant: ("rpatun", "rpatu", "r"), .removeParticipant: ("rpatun", "rpatu", "r"),
        .merge: ("rpatun", "rpatu", ""), .unmerge: ("rpatun", "rpatu", ""),
    ]

    /// The same for everything else (**t**hemselves, **m**ember, **n**one).
    private static let others: [DeskObject.Kind: [Verb: (String, String, String)]] = [
        .person: [
            .list: ("tn", "", ""), .see: ("tn", "t", "t"), .create: ("tn", "", ""), .edit: ("tn", "t", "t"),
            .schedule: ("tn", "t", ""), .administer: ("tn", "", ""), .remove: ("tn", "", ""),
        ],
        .team: [
            .see: ("mn", "mn", "mn"), .seeMembers: ("mn", "mn", ""), .create: ("mn", "", ""),
            .edit: ("mn", "", ""), .remove: ("mn", "", ""),
        ],
        .project: [
            .see: ("mn", "mn", "mn"), .seeMembers: ("mn", "mn", "m"), .create: ("mn", "", ""),
            .edit: ("mn", "", ""), .remove: ("mn", "", ""),
        ],
        .notification: [.see: ("t", "t", "t"), .edit: ("t", "t", "t")],
        .analytics: [.see: ("n", "", "")], .outbox: [.see: ("n", "", ""), .edit: ("n", "", "")],
        .quarantine: [.see: ("n", "", ""), .edit: ("n", "", "")],
        .message: [.see: ("n", "", ""), .edit: ("n", "", "")],
        .settings: [.see: ("n", "", ""), .edit: ("n", "", "")],
    ]

    @Test(arguments: DeskObject.Kind.allCases)
    func `a verb is granted exactly where the table says`(kind: DeskObject.Kind) {
        for verb in Verb.allCases {
            let granted = (kind == .ticket ? Self.tickets : Self.others[kind] ?? [:])[verb] ?? ("", "", "")
            for (role, initials) in zip(Role.allCases, [granted.0, granted.1, granted.2]) {
                for relation in Self.columns[kind] ?? [.none] {
                    let isGranted = initials.contains(Self.name(of: relation).prefix(1))
                    let relations: Relations = relation == .none ? [.none] : [relation, .none]
                    let answer = authorize(Self.person(role), verb, DeskObject(kind, relations))
                    #expect((answer == .granted) == isGranted, "\(role) \(verb) \(kind) as \(relation)")
                }
            }
        }
    }

    @Test(arguments: Role.allCases, Verb.allCases)
    func `what somebody may not see is hidden from them, and the rest only forbidden`(role: Role, verb: Verb)
    {
        for kind in DeskObject.Kind.allCases {
            for relation in Self.columns[kind] ?? [.none] {
                let object = DeskObject(kind, [relation, .none])
                let answer = authorize(Self.person(role), verb, object)
                guard answer != .granted else { continue }
                let isSeen = authorize(Self.person(role), .see, object) == .granted
                let isOpen = !kind.isSecret || verb == .list || verb == .create
                #expect(answer == (isSeen || isOpen ? .forbidden : .hidden), "\(kind) as \(relation)")
            }
        }
    }

    @Test func `nobody may do something to what they may not see`() {
        for row in RightsTable.rows where row.verb != .see {
            for role in Role.allCases {
                for relation in Self.columns[row.kind] ?? [.none]
                where row.relations(for: role).contains(relation) {
                    let object = DeskObject(row.kind, [relation])
                    #expect(authorize(Self.person(role), .see, object) == .granted, "\(row.kind) \(row.verb)")
                }
            }
        }
    }

    @Test(arguments: Role.allCases)
    func `who was disabled sees nothing any more`(role: Role) {
        for row in RightsTable.rows {
            let person = Self.person(role, isActive: false)
            #expect(authorize(person, row.verb, DeskObject(row.kind, .any)) == .hidden)
        }
    }

    @Test func `what somebody is to a ticket is what its fields say`() {
        let sam = Self.person(.staff)
        var draft = TicketDraft(subject: "S", requester: nil)
        draft.team = Team.ID(rawValue: 9)
        var ticket = Ticket(id: Ticket.ID(rawValue: 1), draft: draft, createdAt: Timestamp(unixSeconds: 0))
        func relations(_ participants: Set<Person.ID> = []) -> Relations {
            TicketRelation(of: sam, to: ticket, participants: participants).relations
        }
        #expect(relations() == [.none, .unassigned])
        #expect(relations([sam.id]) == [.none, .unassigned, .participant])
        ticket.assignee = Person.ID(rawValue: 2)
        #expect(relations() == [.none])
        ticket.assignee = sam.id
        #expect(relations() == [.none, .assignee])
        ticket.team = nil
        #expect(relations() == [.none, .assignee, .team])
        ticket.requester = sam.id
        #expect(relations() == [.none, .assignee, .team, .requester])
    }

    /// `docs/rights.md` is printed from the table; `make accept` takes it as it is now.
    @Test func `the documentation shows the table as it is`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/rights.md")
        let text = RightsPage(columns: Self.columns).text
        if ProcessInfo.processInfo.environment["TALLY_ACCEPT"] != nil {
            try Data(text.utf8).write(to: page)
            return
        }
        let documented = try String(contentsOf: page, encoding: .utf8)
        #expect(
            documented == text, "docs/rights.md differs from the table; `make accept` if the table is right")
    }

    static func name(of relation: Relation) -> String { "\(relation)" }

    private static func person(_ role: Role, isActive: Bool = true) -> Person {
        guard let address = MailAddress("sam@acme.example") else { preconditionFailure("no address") }
        return Person(
            id: Person.ID(rawValue: 1), name: "Sam", role: role, address: address, isActive: isActive)
    }
}
