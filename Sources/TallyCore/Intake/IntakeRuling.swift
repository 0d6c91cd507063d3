/// What a site's rules together say of one new mail.
struct IntakeRuling {
    private(set) var priority: Priority?
    private(set) var category: String?
    private(set) var team: String?
    private(set) var tags: Set<TicketTag> = []

    /// A later rule overrules an earlier one; tags add up.
    init(of rules: [IntakeRule], on mail: IntakeRule.Features) {
        for rule in rules where rule.matches(mail) {
            priority = rule.priority ?? priority
            category = rule.category ?? category
            team = rule.team ?? team
            tags.formUnion(rule.tags)
        }
    }

    /// Sets what was said, and writes down what that changes.
    ///
    /// - Parameter team: the name of the team that the mailbox would have given it to.
    func apply(to draft: inout TicketDraft, team mailboxTeam: String?) {
        if let priority, priority != draft.priority {
            note(.priority, draft.priority.rawValue, priority.rawValue, &draft)
            draft.priority = priority
        }
        if let category {
            note(.category, draft.category, category, &draft)
            draft.category = category
        }
        if let team, team != mailboxTeam { note(.team, mailboxTeam, team, &draft) }
        for tag in tags.sorted().prefix(TicketTag.countLimit) {
            note(.tagged, nil, tag.text, &draft)
            draft.tags.append(tag)
        }
    }

    private func note(
        _ kind: TimelineEntry.Kind, _ from: String?, _ to: String, _ draft: inout TicketDraft
    ) {
        draft.ruled.append(TicketDraft.RuledValue(kind: kind, from: from, to: to))
    }
}
