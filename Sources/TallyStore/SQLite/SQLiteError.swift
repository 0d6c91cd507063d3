internal import TallyCore

/// What SQLite says went wrong.
///
/// Holds the statement, never a value bound to it.
struct SQLiteError: Error, Hashable {
    /// The extended result code.
    let code: Int32
    let message: String
    let statement: String

    /// A row that the schema should have made impossible.
    static func unreadable(_ what: String) -> SQLiteError {
        SQLiteError(code: 11, message: "unreadable: \(what)", statement: "")
    }

    /// SQLITE_BUSY and SQLITE_LOCKED: somebody else holds the lock.
    ///
    /// SQLITE_FULL and SQLITE_IOERR: the disk may have room again later, and nobody must be told that their
    /// mail was refused for good.
    var isTransient: Bool {
        switch code & 0xFF {
        case 5, 6, 10, 13: true
        default: false
        }
    }

    /// SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.
    var isUniqueViolation: Bool { code == 2067 || code == 1555 }

    /// SQLITE_CONSTRAINT_FOREIGNKEY.
    var isForeignKeyViolation: Bool { code == 787 }
}

extension StoreFailure {
    init(_ error: SQLiteError) {
        let place = error.statement.isEmpty ? "" : " in \(error.statement.prefix(120))"
        self.init("SQLite \(error.code): \(error.message)\(place)", isTransient: error.isTransient)
    }
}

extension DeskError {
    init(_ error: SQLiteError) {
        self = .store(StoreFailure(error))
    }
}
