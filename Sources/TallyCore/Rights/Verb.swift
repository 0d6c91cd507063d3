/// What somebody wants to do to a ticket, or to something else that the desk keeps.
package enum Verb: String, Hashable, Sendable, CaseIterable {
    case see
    case comment
    case commentInternally = "comment_internally"
    case claim
    case release
    case assign
    case putOnHold = "put_on_hold"
    case resolve
    case close
    case reopen
    case withdraw
    case edit
    case tag
    case setDue = "set_due"
    case addParticipant = "add_participant"
    case removeParticipant = "remove_participant"
    case merge
    case unmerge

    /// Everything of a kind, as against one that is known.
    case list
    case seeMembers = "see_members"
    case create
    case remove
    /// Says when somebody is away.
    case schedule
    /// Decides what somebody is to the desk: role, team, limit, what they handle.
    case administer
}
