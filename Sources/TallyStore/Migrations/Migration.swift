/// One step of the schema's history.
///
/// Steps are only ever added behind the last one.
struct Migration {
    let name: String
    let script: String

    /// Every step, oldest first; its position is the version it leads to.
    static let all = [
        Migration(name: "first-conversation", script: firstConversation),
        Migration(name: "whole-desk", script: wholeDesk),
        Migration(name: "people-and-projects", script: peopleAndProjects),
        Migration(name: "service-levels", script: serviceLevels),
        Migration(name: "commands-by-mail", script: commandsByMail),
        Migration(name: "notifications", script: notifications),
        Migration(name: "ticket-life", script: ticketLife),
        Migration(name: "project-progress", script: projectProgress),
        Migration(name: "finding-tickets", script: findingTickets),
        Migration(name: "contact-messages", script: contactMessages),
        Migration(name: "conversation-partners", script: conversationPartners),
        Migration(name: "quiet-commits", script: quietCommits),
        Migration(name: "keeping-house", script: keepingHouse),
        Migration(name: "accounts", script: accounts),
        Migration(name: "machines", script: machines),
        Migration(name: "digests", script: digests),
        Migration(name: "forgetting", script: forgetting),
        Migration(name: "named-tokens", script: namedTokens),
        Migration(name: "bounce-storms", script: bounceStorms),
        Migration(name: "bounded-tables", script: boundedTables),
    ]

    /// Brings the database up to the newest schema; each step in a transaction of its own.
    ///
    /// - Parameter steps: all of them, but in tests of how databases grow old.
    static func bringUpToDate(
        _ connection: Connection, with steps: [Migration] = all
    ) throws(SQLiteError) {
        let version = try connection.userVersion()
        guard version <= steps.count else {
            throw SQLiteError(
                code: 26, message: "the database was made by a newer version of this program", statement: "")
        }
        for (number, migration) in steps.enumerated().dropFirst(version) {
            do {
                try connection.execute("BEGIN IMMEDIATE")
                // Another process may have done this step while we waited for the lock.
                if try connection.userVersion() == number {
                    try connection.run(script: migration.script)
                    try connection.run(script: "PRAGMA user_version = \(number + 1)")
                }
                try connection.execute("COMMIT")
            } catch {
                if connection.isInTransaction { try connection.execute("ROLLBACK") }
                throw error
            }
        }
    }
}
