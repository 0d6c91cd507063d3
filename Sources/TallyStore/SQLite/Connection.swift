internal import CSQLite

/// The owner of one `sqlite3 *`.
///
/// Used by one thread at a time: its actor's.
@safe
final class Connection {
    private let handle: OpaquePointer
    /// Prepared statements by the address of their text, which is a literal's and so never moves.
    private var statements: [UInt: Statement] = [:]
    /// Those of composed SQL, by their text; dropped all at once when they become too many.
    private var composed: [String: Statement] = [:]
    private static let mostComposed = 300

    /// Opens or creates the database and sets what every connection of ours relies on.
    init(path: String, isReadOnly: Bool) throws(SQLiteError) {
        var opened: OpaquePointer?
        let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = unsafe sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened = unsafe opened else {
            throw SQLiteError(code: code, message: "out of memory", statement: "")
        }
        unsafe handle = opened
        unsafe sqlite3_extended_result_codes(handle, 1)
        guard code == SQLITE_OK else {
            throw SQLiteError(
                code: code, message: unsafe String(cString: sqlite3_errmsg(handle)), statement: "open")
        }
        unsafe sqlite3_busy_timeout(handle, 5_000)
        // FULL: a commit is on stable storage when it returns. NORMAL loses acknowledged mail in a power cut.
        try execute("PRAGMA foreign_keys = ON")
        try execute("PRAGMA trusted_schema = OFF")
        try execute("PRAGMA cell_size_check = ON")
        guard !isReadOnly else { return }
        try execute("PRAGMA journal_mode = WAL")
        try execute("PRAGMA synchronous = FULL")
        // The log is emptied beside the commits (`Checkpointer`); when nobody does, then within one, at 64 MiB.
        try execute("PRAGMA wal_autocheckpoint = 16384")
        try execute("PRAGMA journal_size_limit = 67108864")
    }

    deinit {
        statements.removeAll()
        composed.removeAll()
        unsafe sqlite3_close_v2(handle)
    }

    /// Runs a statement once for all its rows.
    ///
    /// The SQL is a literal: a value cannot be spliced into it.
    func rows<Element>(
        _ sql: StaticString, _ values: [Value] = [], _ element: (Row) throws(SQLiteError) -> Element
    ) throws(SQLiteError) -> [Element] {
        try rows(of: try prepared(sql), values, element)
    }

    /// Runs composed SQL once for all its rows.
    func rows<Element>(
        _ sql: SQLText, _ element: (Row) throws(SQLiteError) -> Element
    ) throws(SQLiteError) -> [Element] {
        try rows(of: try prepared(sql), sql.values, element)
    }

    private func rows<Element>(
        of statement: Statement, _ values: [Value], _ element: (Row) throws(SQLiteError) -> Element
    ) throws(SQLiteError) -> [Element] {
        defer { statement.reset() }
        let code = statement.bind(values)
        guard code == SQLITE_OK else { throw failure(code, statement.text) }
        var elements: [Element] = []
        while true {
            let code = statement.step()
            if code == SQLITE_DONE { return elements }
            guard code == SQLITE_ROW else { throw failure(code, statement.text) }
            elements.append(try element(Row(statement: statement)))
        }
    }

    /// Runs a statement that gives no rows.
    ///
    /// Returns how many rows it changed.
    @discardableResult
    func execute(_ sql: StaticString, _ values: [Value] = []) throws(SQLiteError) -> Int {
        _ = try rows(sql, values) { _ throws(SQLiteError) in () }
        return Int(unsafe sqlite3_changes64(handle))
    }

    /// How many rows were ever changed through this connection.
    var changes: Int64 { unsafe sqlite3_total_changes64(handle) }

    /// Runs several statements without values: a migration.
    func run(script: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, "a migration") }
    }

    /// The schema's version, which migrations count up.
    func userVersion() throws(SQLiteError) -> Int {
        Int(try rows("PRAGMA user_version") { row throws(SQLiteError) in row.integer(0) }.first ?? 0)
    }

    /// Whether a transaction is open.
    ///
    /// SQLite itself ends one on some errors (disk full, I/O).
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    private func prepared(_ sql: StaticString) throws(SQLiteError) -> Statement {
        let address = unsafe UInt(bitPattern: sql.utf8Start)
        if let statement = statements[address] { return statement }
        let statement = try prepare(sql.description)
        statements[address] = statement
        return statement
    }

    private func prepared(_ sql: SQLText) throws(SQLiteError) -> Statement {
        if let statement = composed[sql.text] { return statement }
        if composed.count >= Self.mostComposed { composed.removeAll(keepingCapacity: true) }
        let statement = try prepare(sql.text)
        composed[sql.text] = statement
        return statement
    }

    private func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared = unsafe prepared else { throw failure(code, sql) }
        return unsafe Statement(adopting: prepared, text: sql)
    }

    private func failure(_ code: Int32, _ sql: String) -> SQLiteError {
        SQLiteError(code: code, message: unsafe String(cString: sqlite3_errmsg(handle)), statement: sql)
    }
}
