/// The desk at a glance: what somebody may see of it, now and in the last days.
package struct Dashboard: Hashable, Sendable {
    /// Unfinished tickets now, and what was finished lately.
    package var figures = Figures()
    /// Unfinished tickets in each status that has any.
    package var statuses: [TicketStatus: Int] = [:]
    /// Unfinished tickets of each priority that has any.
    package var priorities: [Priority: Int] = [:]
    /// What each person holds, the busiest first.
    package var people: [Load] = []
    /// One for each day of the period.
    package var series: [Day] = []
    /// What was done last, newest first.
    package var activity: [Activity] = []

    package init() {}

    /// The numbers that are looked at first; all but the last are of unfinished tickets.
    package struct Figures: Hashable, Sendable {
        package var unfinished = 0
        /// Nobody holds them.
        package var unassigned = 0
        /// The viewer holds them.
        package var mine = 0
        /// Their requester has to answer.
        package var waiting = 0
        /// A promise will break soon.
        package var atRisk = 0
        /// A promise is broken.
        package var breached = 0

        package init() {}
    }

    /// What one person holds.
    package struct Load: Hashable, Sendable {
        package let person: Person.ID
        package let tickets: Int

        package init(person: Person.ID, tickets: Int) {
            self.person = person
            self.tickets = tickets
        }
    }

    /// How many tickets came and how many were resolved on one day, and still are.
    package struct Day: Hashable, Sendable {
        package var opened = 0
        package var resolved = 0

        package init(opened: Int = 0, resolved: Int = 0) {
            self.opened = opened
            self.resolved = resolved
        }
    }

    /// Something that was done to a ticket.
    package struct Activity: Hashable, Sendable {
        package let entry: AuditEntry
        package let subject: String

        package init(entry: AuditEntry, subject: String) {
            self.entry = entry
            self.subject = subject
        }
    }
}
