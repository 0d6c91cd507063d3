internal import TallyCore

/// The full-text index of tickets.
extension Records {
    /// How much of one comment and of one whole ticket can be found, in octets; the beginning counts.
    ///
    /// A ticket's row is written anew with each comment, so a conversation without end must not make it so.
    private static let (commentLimit, ticketLimit) = (16_384, 98_304)

    /// Brings the index in line with what changed since it was last; part of every transaction.
    ///
    /// - Parameter limit: how many tickets at most.
    /// - Returns: how many there were.
    @discardableResult
    func indexChangedTickets(limit: Int = .max) throws(DeskError) -> Int {
        let changed = try rows(
            "SELECT ticket_id FROM ticket_unindexed ORDER BY ticket_id LIMIT ?1", [.integer(limit)]
        ) { row throws(SQLiteError) in row.ticket(0) }
        for id in changed { try index(id) }
        if let last = changed.last {
            try run("DELETE FROM ticket_unindexed WHERE ticket_id <= ?1", [.integer(last.rawValue)])
        }
        return changed.count
    }

    /// Indexes what a migration found unindexed, some hundred tickets a transaction, so that it can be broken
    /// off.
    func indexAfterMigration() throws(DeskError) {
        var isDone = false
        while !isDone {
            guard try number("SELECT EXISTS (SELECT 1 FROM ticket_unindexed)") != 0 else { return }
            try run("BEGIN IMMEDIATE")
            do throws(DeskError) {
                isDone = try indexChangedTickets(limit: 500) == 0
                try run("COMMIT")
                while try mergeSearchIndex() {}
            } catch {
                if connection.isInTransaction { try run("ROLLBACK") }
                throw error
            }
        }
    }

    /// Merges pieces of the index: each transaction adds one, and a search looks through all of them.
    ///
    /// - Returns: false when there was nothing to merge.
    func mergeSearchIndex() throws(DeskError) -> Bool {
        let before = connection.changes
        // So many pages are written in some milliseconds.
        try run("INSERT INTO ticket_search (ticket_search, rank) VALUES ('merge', 100)")
        // The command itself counts as one change.
        return connection.changes - before > 1
    }

    /// Marks every ticket as changed.
    func indexEverythingAgain() throws(DeskError) {
        try run("INSERT OR IGNORE INTO ticket_unindexed SELECT id FROM ticket")
        try run("INSERT OR IGNORE INTO ticket_unindexed SELECT rowid FROM ticket_search")
    }

    private func index(_ id: Ticket.ID) throws(DeskError) {
        let subject = try first("SELECT subject FROM ticket WHERE id = ?1", [.integer(id.rawValue)]) {
            row throws(SQLiteError) in row.text(0)
        }
        guard let subject else {
            try run("DELETE FROM ticket_search WHERE rowid = ?1", [.integer(id.rawValue)])
            return
        }
        var words = IndexedWords(limit: Self.ticketLimit)
        let comments: [(isInternal: Bool, text: String)] = try rows(
            """
            SELECT visibility = 'internal', substr(text, 1, ?2) FROM comment WHERE ticket_id = ?1 ORDER BY id
            """, [.integer(id.rawValue), .integer(Self.commentLimit)]
        ) { row throws(SQLiteError) in (row.flag(0), row.text(1)) }
        for comment in comments { words.add(comment.text, isInternal: comment.isInternal) }
        let files: [(isInternal: Bool, name: String)] = try rows(
            """
            SELECT c.visibility = 'internal', a.filename FROM comment c JOIN attachment a ON a.comment_id = c.id
            WHERE c.ticket_id = ?1 AND a.filename IS NOT NULL
            """, [.integer(id.rawValue)]
        ) { row throws(SQLiteError) in (row.flag(0), row.text(1)) }
        for file in files { words.addFile(file.name, isInternal: file.isInternal) }
        try run(
            "INSERT OR REPLACE INTO ticket_search (rowid, subject, text, notes, files) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .integer(id.rawValue), .text(SearchText.indexed(subject)), .text(words.text),
                .text(words.notes), .text(words.files),
            ])
    }

    /// Whether the index is sound in itself and holds exactly the tickets there are.
    func searchProblem() throws(DeskError) -> String? {
        do throws(SQLiteError) {
            try connection.execute("INSERT INTO ticket_search (ticket_search) VALUES ('integrity-check')")
        } catch {
            guard error.code & 0xFF == 11 else { throw DeskError(error) }
            return "the full-text index is damaged"
        }
        let strays = try number(
            """
            SELECT count(*) FROM (
                SELECT id FROM ticket WHERE id NOT IN (SELECT ticket_id FROM ticket_unindexed)
                EXCEPT SELECT rowid FROM ticket_search)
            """)
        return strays == 0 ? nil : "\(strays) tickets are missing in the full-text index"
    }
}

/// The words of one ticket, up to a limit.
private struct IndexedWords {
    private var rest: Int
    private(set) var text = ""
    private(set) var notes = ""
    private(set) var files = ""

    init(limit: Int) { rest = limit }

    mutating func add(_ comment: String, isInternal: Bool) {
        guard rest > 0 else { return }
        let words = SearchText.indexed(comment)
        rest -= words.utf8.count
        if isInternal { notes += words + "\n" } else { text += words + "\n" }
    }

    /// The name's words: `error-log_12.txt` is found by `error` and by `12`.
    mutating func addFile(_ name: String, isInternal: Bool) {
        let words = SearchText.indexed(name)
        rest -= words.utf8.count
        if isInternal { notes += words + "\n" } else { files += words + "\n" }
    }
}

extension SearchExpression {
    /// The expression in the language of FTS5; nil when nothing has to be found.
    ///
    /// - Parameter includesNotes: false for people who may not read internal comments.
    func match(includesNotes: Bool) -> String? {
        match(columns: includesNotes ? nil : "subject text files")
    }

    /// - Parameter columns: where to look; nil everywhere.
    func match(columns: String?) -> String? {
        guard !groups.isEmpty else { return nil }
        let required = groups.map { group in "(\(group.map(\.match).joined(separator: " OR ")))" }
            .joined(separator: " AND ")
        let excluded = excluded.map(\.match).joined(separator: " OR ")
        let all = excluded.isEmpty ? required : "(\(required)) NOT (\(excluded))"
        return columns.map { "{\($0)} : (\(all))" } ?? all
    }

    /// What must not be found, when nothing else is searched for.
    func exclusion(includesNotes: Bool) -> String? {
        guard groups.isEmpty, !excluded.isEmpty else { return nil }
        return SearchExpression(groups: [excluded]).match(includesNotes: includesNotes)
    }
}

extension SearchExpression.Term {
    fileprivate var match: String {
        let (words, isOpen) = SearchText.asked(text)
        let quoted = words.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\"\"")
        return "\"\(quoted)\"\(isPrefix || isOpen ? " *" : "")"
    }
}
