internal import TallyCore

/// Copies what was committed from the write-ahead log into the database, on a thread and a connection of its own.
///
/// Done within a commit, as SQLite does it by itself, it makes one commit in some fifty wait for the writing
/// of pages from all over the database, and more so the larger the database is.
actor Checkpointer {
    private let path: String
    /// Opened when it is first needed: most programs that open the store only run one command.
    private var connection: Connection?
    private nonisolated let thread: ThreadExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    init(path: String) {
        self.path = path
        thread = ThreadExecutor(name: "store-log")
    }

    /// Copies as much as nobody reads from any more; waits for nobody and keeps nobody waiting.
    func run() throws(StoreFailure) {
        do throws(SQLiteError) {
            if connection == nil { connection = try Connection(path: path, isReadOnly: false) }
            try connection?.execute("PRAGMA wal_checkpoint(PASSIVE)")
        } catch {
            throw StoreFailure(error)
        }
    }
}
