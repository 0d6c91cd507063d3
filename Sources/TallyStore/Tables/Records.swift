internal import TallyCore

/// The desk's records, in SQLite.
///
/// The SQL of each table is in the file that has its name.
final class Records: DeskRecords {
    let connection: Connection
    let content: ContentDirectory

    init(connection: Connection, content: ContentDirectory) {
        self.connection = connection
        self.content = content
    }

    func rows<Element>(
        _ sql: StaticString, _ values: [Value] = [], _ element: (Row) throws(SQLiteError) -> Element
    ) throws(DeskError) -> [Element] {
        do throws(SQLiteError) {
            return try connection.rows(sql, values, element)
        } catch {
            throw DeskError(error)
        }
    }

    func first<Element>(
        _ sql: StaticString, _ values: [Value] = [], _ element: (Row) throws(SQLiteError) -> Element
    ) throws(DeskError) -> Element? {
        try rows(sql, values, element).first
    }

    func rows<Element>(
        _ sql: SQLText, _ element: (Row) throws(SQLiteError) -> Element
    ) throws(DeskError) -> [Element] {
        do throws(SQLiteError) {
            return try connection.rows(sql, element)
        } catch {
            throw DeskError(error)
        }
    }

    func number(_ sql: SQLText) throws(DeskError) -> Int64 {
        try rows(sql) { row throws(SQLiteError) in row.integer(0) }.first ?? 0
    }

    /// The one integer a statement gives: a count, a new row's number.
    func number(_ sql: StaticString, _ values: [Value] = []) throws(DeskError) -> Int64 {
        try first(sql, values) { row throws(SQLiteError) in row.integer(0) } ?? 0
    }

    @discardableResult
    func run(_ sql: StaticString, _ values: [Value] = []) throws(DeskError) -> Int {
        do throws(SQLiteError) {
            return try connection.execute(sql, values)
        } catch {
            throw DeskError(error)
        }
    }

    func keep(_ bytes: [UInt8]) throws(DeskError) -> String {
        do throws(StoreFailure) {
            return try content.keep(bytes)
        } catch {
            throw .store(error)
        }
    }
}

extension Row {
    func moment(_ column: Int32) -> Timestamp { Timestamp(milliseconds: integer(column)) }

    func optionalMoment(_ column: Int32) -> Timestamp? {
        optionalInteger(column).map { Timestamp(milliseconds: $0) }
    }

    func optionalPerson(_ column: Int32) -> Person.ID? {
        optionalInteger(column).map { Person.ID(rawValue: $0) }
    }

    func ticket(_ column: Int32) -> Ticket.ID { Ticket.ID(rawValue: integer(column)) }
}
