/// What to change about a ticket; what is `unchanged` stays.
package struct TicketChanges: Hashable, Sendable {
    /// One field's new value, if it gets one.
    package enum Field<Value: Hashable & Sendable>: Hashable, Sendable {
        case unchanged
        case set(Value)
    }

    package var subject = Field<String>.unchanged
    package var priority = Field<Priority>.unchanged
    package var category = Field<String?>.unchanged
    package var team = Field<Team.ID?>.unchanged
    package var project = Field<Project.ID?>.unchanged

    package init() {}
}
