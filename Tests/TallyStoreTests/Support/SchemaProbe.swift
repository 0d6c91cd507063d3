import Foundation
import TallyCore
import TallyCryptography

@testable import TallyStore

/// A database in memory, to look at how schemas grow and how lists are read.
final class SchemaProbe {
    private let connection: Connection

    static let versions = Migration.all.count

    init() throws { connection = try Connection(path: ":memory:", isReadOnly: false) }

    func migrate(to version: Int = versions) throws {
        try Migration.bringUpToDate(connection, with: Array(Migration.all.prefix(version)))
    }

    /// Brings the database to what it was before a step.
    func migrate(before name: String) throws {
        try migrate(to: Migration.all.firstIndex { $0.name == name } ?? 0)
    }

    func run(_ script: String) throws { try connection.run(script: script) }

    /// A text of each row.
    func texts(_ sql: StaticString) throws -> [String] { try connection.rows(sql) { $0.text(0) } }

    /// Takes the next step with an error at its end.
    func migrateAndFail() throws {
        let next = Migration.all[try version()]
        let broken = Migration(name: next.name, script: next.script + ";\nSELECT * FROM nowhere;")
        try Migration.bringUpToDate(connection, with: Array(Migration.all.prefix(try version())) + [broken])
    }

    func version() throws -> Int { try connection.userVersion() }

    /// Everything in the schema, by name, without the white space that differs with the way it came about.
    func schema() throws -> [String] {
        try texts(
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
        )
        .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    func insertTicket(subject: String) throws {
        try connection.execute(
            """
            INSERT INTO ticket (subject, status, priority, created_at, updated_at, version)
            VALUES (?1, 'open', 'high', 1, 1, 1)
            """, [.text(subject)])
    }

    func ticketCount() throws -> Int { Int(try texts("SELECT CAST(count(*) AS TEXT) FROM ticket")[0]) ?? 0 }

    func talliedCount() throws -> Int {
        Int(try texts("SELECT CAST(sum(tickets) AS TEXT) FROM ticket_tally")[0]) ?? 0
    }

    func problems() throws -> [String] {
        let records = Records(
            connection: connection,
            content: ContentDirectory(path: "/nowhere", cryptography: SodiumCryptography()))
        try records.indexAfterMigration()
        return try connection.integrityProblems(isThorough: true)
            + [try records.searchProblem()].compactMap { $0 }
    }

    /// What the CHECK of a column lets in.
    func allowedValues(of column: String, in table: String) throws -> [String] {
        let sql = try connection.rows("SELECT sql FROM sqlite_schema WHERE name = ?1", [.text(table)]) {
            $0.text(0)
        }
        guard let start = sql.first?.range(of: "CHECK (\(column) IN (") else { return [] }
        let list = sql[0][start.upperBound...].prefix { $0 != ")" }
        return list.split(separator: ",").map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " \n'"))
        }
    }

    /// Tables that take any type in any column; SQLite's own and those of the full text have no choice.
    func looseTables() throws -> [String] {
        try texts(
            """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
                AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ticket_search%'
            """)
    }

    func plan(of query: TicketQuery) throws -> [String] {
        let records = Records(
            connection: connection,
            content: ContentDirectory(path: "/nowhere", cryptography: SodiumCryptography()))
        var sql = SQLText("EXPLAIN QUERY PLAN")
        sql.add(records.page(query, SQLConditions(query), limit: 51))
        return try connection.rows(sql) { $0.text(3) }
    }

    /// Journal, synchronous and foreign keys, as a database on the disk is opened with.
    static func durability() throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString).db")
            .path
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        }
        let connection = try Connection(path: path, isReadOnly: false)
        return try connection.rows("PRAGMA journal_mode") { $0.text(0) }
            + connection.rows("PRAGMA synchronous") { String($0.integer(0)) }
            + connection.rows("PRAGMA foreign_keys") { String($0.integer(0)) }
    }
}
