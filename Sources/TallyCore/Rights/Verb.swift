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

extension Verb {
    /// As in "You may not … this ticket".
    var words: String {
        switch self {
        case .see: "see"
        case .comment: "comment on"
        case .commentInternally: "write internal notes on"
        case .claim: "claim"
        case .release: "release"
        case .assign: "assign"
        case .putOnHold: "put on hold"
        case .resolve: "resolve"
        case .close: "close"
        case .reopen: "reopen"
        case .withdraw: "withdraw"
        case .edit: "edit"
        case .tag: "tag"
        case .setDue: "set the due date of"
        case .addParticipant: "add people to"
        case .removeParticipant: "take people from"
        case .merge: "merge"
        case .unmerge: "take apart"
        case .list: "list"
        case .seeMembers: "see the members of"
        case .create: "create"
        case .remove: "remove"
        case .schedule: "plan for"
        case .administer: "administer"
        }
    }

    /// As in "cannot be …".
    var participle: String {
        switch self {
        case .see, .list, .seeMembers: "seen"
        case .comment, .commentInternally: "commented on"
        case .claim: "claimed"
        case .release: "released"
        case .assign: "assigned"
        case .putOnHold: "put on hold"
        case .resolve: "resolved"
        case .close: "closed"
        case .reopen: "reopened"
        case .withdraw: "withdrawn"
        case .edit, .administer, .schedule: "moved there"
        case .tag: "tagged"
        case .setDue: "given another due date"
        case .addParticipant: "joined"
        case .removeParticipant: "left"
        case .merge: "merged"
        case .unmerge: "taken apart"
        case .create: "created"
        case .remove: "removed"
        }
    }
}
