internal import CSQLite

/// The owner of one `sqlite3_stmt *`, kept and reused by its connection.
///
/// Borrowed for one run at a time: `Connection` binds, steps and resets it.
@safe
final class Statement {
    private let handle: OpaquePointer
    /// Its SQL, for what is said when it fails.
    let text: String

    init(adopting handle: OpaquePointer, text: String) {
        unsafe self.handle = handle
        self.text = text
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    func bind(_ values: [Value]) -> Int32 {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            let code =
                switch value {
                case .null: unsafe sqlite3_bind_null(handle, position)
                case .integer(let number): unsafe sqlite3_bind_int64(handle, position, number)
                case .text(let text): bind(text, at: position)
                case .blob(let bytes):
                    unsafe bytes.withUnsafeBytes {
                        unsafe csqlite_bind_blob(handle, position, $0.baseAddress, Int32($0.count))
                    }
                }
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }

    private func bind(_ text: String, at position: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else {
                return unsafe csqlite_bind_text(handle, position, "", 0)
            }
            return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                unsafe csqlite_bind_text(handle, position, $0, Int32(bytes.count))
            }
        }
    }

    /// SQLITE_ROW, SQLITE_DONE, or an error.
    func step() -> Int32 { unsafe sqlite3_step(handle) }

    /// Frees what the run holds, the bound values too.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}

/// One row of a result, while the statement stands on it.
struct Row {
    let statement: Statement

    func integer(_ column: Int32) -> Int64 { statement.integer(column) }

    func optionalInteger(_ column: Int32) -> Int64? {
        statement.isNull(column) ? nil : statement.integer(column)
    }

    func text(_ column: Int32) -> String { String(decoding: statement.bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? { statement.isNull(column) ? nil : text(column) }

    func blob(_ column: Int32) -> [UInt8] { statement.bytes(column) }

    func optionalBlob(_ column: Int32) -> [UInt8]? {
        statement.isNull(column) ? nil : statement.bytes(column)
    }

    func flag(_ column: Int32) -> Bool { statement.integer(column) != 0 }

    /// A value of a closed choice, by the name it is stored under.
    func choice<Choice: RawRepresentable<String>>(
        _ type: Choice.Type, _ column: Int32
    ) throws(SQLiteError) -> Choice {
        let name = text(column)
        guard let choice = Choice(rawValue: name) else { throw .unreadable("\(type) '\(name)'") }
        return choice
    }
}
