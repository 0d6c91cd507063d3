/// The answer to a question about rights.
package enum Permission: Hashable, Sendable {
    case granted
    /// They may know of it, but not do this.
    case forbidden
    /// They may not even know that it exists.
    case hidden
}

/// Decides whether a person may do something to a thing.
///
/// The one place where rights are decided; mail, API, WebSocket and console all ask here. What is granted to whom is
/// in `RightsTable`.
package func authorize(_ actor: Person, _ verb: Verb, _ object: DeskObject) -> Permission {
    guard actor.isActive else { return .hidden }
    let mayDo = RightsTable.relations(actor.role, verb, object.kind).intersects(object.relations)
    if mayDo { return .granted }
    // That there are people and tickets is no secret, only who and which.
    guard object.kind.isSecret, verb != .list, verb != .create else { return .forbidden }
    let maySee = RightsTable.relations(actor.role, .see, object.kind).intersects(object.relations)
    return maySee ? .forbidden : .hidden
}
