/// How many things of one sort need another one.
package struct Use: Hashable, Sendable {
    /// What can need something; the raw value is the API's name for it.
    package enum Noun: String, Hashable, Sendable, CaseIterable {
        case mailboxes
        case members
        case tickets
    }

    package let noun: Noun
    package let count: Int

    package init(_ count: Int, _ noun: Noun) {
        self.noun = noun
        self.count = count
    }

    /// As people read it: `1 ticket`, `3 tickets`.
    func sentencePart(_ words: Wording) -> String {
        let values: KeyValuePairs = ["count": "\(count)"]
        return switch noun {
        case .mailboxes: count == 1 ? words(.oneMailbox) : words(.someMailboxes, values)
        case .members: count == 1 ? words(.oneMember) : words(.someMembers, values)
        case .tickets: count == 1 ? words(.oneTicket) : words(.someTickets, values)
        }
    }
}
