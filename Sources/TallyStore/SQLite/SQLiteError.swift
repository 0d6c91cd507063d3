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
        SQLiteError(code: mismatch, message: "unreadable: \(what)", statement: "")
    }

    /// SQLITE_MISMATCH.
    private static let mismatch: Int32 = 20

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

    /// SQLITE_TOOBIG, SQLITE_CONSTRAINT and SQLITE_MISMATCH: what was asked cannot be, of any healthy database.
    var isOfOneRow: Bool {
        switch code & 0xFF {
        case 18, 19, Self.mismatch: true
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
        self.init(
            "SQLite \(error.code): \(error.message)\(place)", isTransient: error.isTransient,
            isOfOneRow: error.isOfOneRow)
    }
}

extension DeskError {
    init(_ error: SQLiteError) {
        self = .store(StoreFailure(error))
    }
}
