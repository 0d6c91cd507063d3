/// What to change about a person; what is `unchanged` stays.
package struct PersonChanges: Hashable, Sendable {
    package typealias Field = TicketChanges.Field

    package var name = Field<String>.unchanged
    package var timeZone = Field<String?>.unchanged
    package var language = Field<LanguageTag?>.unchanged
    /// Which of their addresses mail goes to.
    package var address = Field<MailAddress>.unchanged

    // What only admins decide.
    package var role = Field<Role>.unchanged
    package var team = Field<Team.ID?>.unchanged
    package var isTeamLead = Field<Bool>.unchanged
    package var workloadLimit = Field<Int?>.unchanged
    package var categories = Field<[String]>.unchanged
    package var isActive = Field<Bool>.unchanged

    package init() {}

    /// Whether it changes what only admins decide.
    var isAdministrative: Bool {
        role != .unchanged || team != .unchanged || isTeamLead != .unchanged || workloadLimit != .unchanged
            || categories != .unchanged || isActive != .unchanged
    }

    /// Whether it changes what everybody may say of themselves.
    var isPersonal: Bool {
        name != .unchanged || timeZone != .unchanged || language != .unchanged || address != .unchanged
    }
}
