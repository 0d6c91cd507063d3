internal import TallyCore

/// Looking for damage.
extension Connection {
    /// What SQLite finds wrong with the file, at most a few lines; nothing when all is well.
    ///
    /// - Parameter isThorough: also compares every index with its table, which takes several times as long.
    func integrityProblems(isThorough: Bool) throws(SQLiteError) -> [String] {
        let text = { (row: Row) throws(SQLiteError) -> String in row.text(0) }
        let lines =
            isThorough
            ? try rows("PRAGMA integrity_check(10)", [], text) : try rows("PRAGMA quick_check(10)", [], text)
        var problems = lines.filter { $0 != "ok" }.map { "the database is damaged: \($0)" }
        let strays = try rows("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1") {
            row throws(SQLiteError) in
            "\(row.integer(1)) rows of \(row.text(0)) refer to rows that are not there"
        }
        problems += strays
        return problems
    }
}
