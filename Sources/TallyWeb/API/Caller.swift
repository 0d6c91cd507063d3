internal import TallyCore

/// Who sent a request: a person who is signed in.
struct Caller: Sendable {
    let person: Person
    /// The sign-in the request belongs to.
    let session: String
    /// Through what they act.
    let source: Source

    /// The person as the desk knows who acts.
    var actor: Desk.Actor { Desk.Actor(person: person, source: source) }
}
