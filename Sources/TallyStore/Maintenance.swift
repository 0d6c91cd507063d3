package import TallyCore

/// What an operator does with a store now and then.
extension SQLiteStore {
    /// Everything that is wrong with the database, the full-text index and the content files; empty when all
    /// is well.
    package func integrityProblems() throws(DeskError) -> [String] {
        try transaction { (records) throws(DeskError) in
            var problems: [String] = []
            do throws(SQLiteError) {
                problems = try records.connection.integrityProblems(isThorough: false)
            } catch {
                throw DeskError(error)
            }
            if let problem = try records.searchProblem() { problems.append(problem) }
            let names = try records.rows(Backup.contentNames) { row throws(SQLiteError) in row.text(0) }
            let missing = names.filter { !records.content.holds($0) }
            if let name = missing.first {
                problems.append("\(missing.count) content files are missing, \(name) among them")
            }
            return problems
        }
    }

    /// Makes the full-text index anew from the tickets.
    package func rebuildSearch() throws(DeskError) {
        try transaction { (records) throws(DeskError) in try records.indexEverythingAgain() }
    }

    /// Lets outgoing mail go that a restored backup holds back.
    ///
    /// What the breaker holds is for `Desk.releaseBreaker`.
    ///
    /// - Returns: false when nothing was held.
    package func releaseOutbox() throws(DeskError) -> Bool {
        try transaction { (records) throws(DeskError) in try records.run("DELETE FROM outbox_hold") > 0 }
    }
}
