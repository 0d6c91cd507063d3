/// How far a project is, by its tickets; one that was merged into another counts there.
package struct ProjectProgress: Hashable, Sendable {
    package let tickets: Int
    /// Those that nobody has to work on any more.
    package let finished: Int

    package init(tickets: Int, finished: Int) {
        self.tickets = tickets
        self.finished = finished
    }

    /// The finished share in whole percent, rounded down so that 100 means all; 0 without tickets.
    package var percent: Int { tickets == 0 ? 0 : finished * 100 / tickets }
}
