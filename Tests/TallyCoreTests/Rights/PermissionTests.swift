import TallyCore
import Testing

@Suite("Rights")
struct PermissionTests {
    /// One relation at a time; what several allow together is what one of them allows.
    private static let stranger = TicketRelation()
    private static let requester = TicketRelation(isRequester: true)
    private static let participant = TicketRelation(isParticipant: true)
    private static let assignee = TicketRelation(isAssignee: true, isInTeam: true)
    private static let teammate = TicketRelation(isInTeam: true)
    private static let anybodys = TicketRelation(isUnassigned: true)

    private static let everything = Set(Verb.allCases)
    private static let desk: Set<Verb> = everything.subtracting([.withdraw])
    private static let staff: Set<Verb> = desk.subtracting([.release])

    /// What is granted to whom; a missing entry means that the ticket is hidden from them.
    private static let granted: [(Role, TicketRelation, Set<Verb>?)] = [
        (.admin, stranger, desk), (.admin, requester, everything), (.admin, participant, desk),
        (.admin, assignee, desk), (.admin, teammate, desk), (.admin, anybodys, desk),
        (.staff, stranger, nil), (.staff, requester, staff.union([.withdraw])), (.staff, participant, staff),
        (.staff, assignee, desk), (.staff, teammate, staff), (.staff, anybodys, staff),
        (.employee, stranger, nil), (.employee, requester, [.see, .comment, .resolve, .reopen, .withdraw]),
        (.employee, participant, [.see, .comment]), (.employee, assignee, nil), (.employee, teammate, nil),
        (.employee, anybodys, nil),
    ]

    @Test(arguments: Verb.allCases)
    func `a verb is granted exactly where the table says`(verb: Verb) {
        for (role, relation, verbs) in Self.granted {
            let expected: Permission = verbs.map { $0.contains(verb) ? .granted : .forbidden } ?? .hidden
            #expect(authorize(role, verb, relation) == expected, "\(role) \(relation)")
        }
    }

    @Test(arguments: Role.allCases)
    func `who was disabled sees nothing any more`(role: Role) {
        let everythingTrue = TicketRelation(
            isRequester: true, isParticipant: true, isAssignee: true, isInTeam: true, isUnassigned: true)
        for verb in Verb.allCases {
            #expect(authorize(role, isActive: false, verb, everythingTrue) == .hidden)
        }
    }
}
