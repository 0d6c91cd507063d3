internal import TallyCore

/// Received mail before it is read, and where it lies on the server.
extension Records {
    func highestStaged(in folder: MailboxFolder) throws(DeskError) -> UID? {
        let highest = try first(
            "SELECT max(uid) FROM staged_location WHERE mailbox = ?1 AND uid_validity = ?2", folder.values
        ) { row throws(SQLiteError) in row.optionalInteger(0) }
        return (highest ?? nil).map { UID(UInt32(truncatingIfNeeded: $0)) }
    }

    func unfiled(in folder: MailboxFolder) throws(DeskError) -> [UID] {
        try rows(
            """
            SELECT uid FROM staged_location INDEXED BY staged_location_unfiled
            WHERE mailbox = ?1 AND uid_validity = ?2 AND filed_at IS NULL ORDER BY uid
            """, folder.values
        ) { row throws(SQLiteError) in UID(UInt32(truncatingIfNeeded: row.integer(0))) }
    }

    func markFiled(_ uid: UID, in folder: MailboxFolder, at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE staged_location SET filed_at = ?4 WHERE mailbox = ?1 AND uid_validity = ?2 AND uid = ?3",
            folder.values + [.integer(Int64(uid.rawValue)), .integer(now.milliseconds)])
    }

    /// Keeps one fetched message; the content is on stable storage already, under `name`.
    func stage(
        _ message: FetchedMessage, identity: [UInt8], content name: String, in folder: MailboxFolder,
        at now: Timestamp
    ) throws(DeskError) {
        let delivered = (size: message.size, isOversize: message.isOversize)
        try stage(delivered, identity: identity, content: name, in: folder.mailbox, at: now)
        try run(
            """
            INSERT INTO staged_location (mailbox, uid_validity, uid, staged_mail_id)
            SELECT ?1, ?2, ?3, id FROM staged_mail WHERE mailbox = ?1 AND identity = ?4 ON CONFLICT DO NOTHING
            """, folder.values + [.integer(Int64(message.uid.rawValue)), .blob(identity)])
    }

    /// Keeps one message that was handed over and lies nowhere else.
    func stage(
        _ message: DeliveredMessage, identity: [UInt8], content name: String, in mailbox: MailboxName,
        at now: Timestamp
    ) throws(DeskError) {
        let delivered = (size: message.size, isOversize: message.isOversize)
        try stage(delivered, identity: identity, content: name, in: mailbox, at: now)
    }

    private func stage(
        _ message: (size: Int, isOversize: Bool), identity: [UInt8], content name: String,
        in mailbox: MailboxName, at now: Timestamp
    ) throws(DeskError) {
        try run(
            """
            INSERT INTO staged_mail (mailbox, identity, content_sha256, size, is_oversize, state, staged_at)
            VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6) ON CONFLICT (mailbox, identity) DO NOTHING
            """,
            [
                .text(mailbox.text), .blob(identity), .text(name), .integer(message.size),
                .flag(message.isOversize), .integer(now.milliseconds),
            ])
    }

    func isStaged(_ identity: [UInt8], in mailbox: MailboxName) throws(DeskError) -> Bool {
        try number(
            "SELECT EXISTS (SELECT 1 FROM staged_mail WHERE mailbox = ?1 AND identity = ?2)",
            [.text(mailbox.text), .blob(identity)]) != 0
    }

    // MARK: After a restoration

    func reviewStart(of mailbox: MailboxName) throws(DeskError) -> Timestamp? {
        try first(
            """
            SELECT made_at FROM restoration WHERE NOT EXISTS (SELECT 1 FROM restoration_review WHERE mailbox = ?1)
            """, [.text(mailbox.text)]
        ) { row throws(SQLiteError) in row.moment(0) }
    }

    func endReview(of mailbox: MailboxName, at now: Timestamp) throws(DeskError) {
        try run(
            "INSERT OR REPLACE INTO restoration_review (mailbox, at) VALUES (?1, ?2)",
            [.text(mailbox.text), .integer(now.milliseconds)])
    }

    // MARK: Intake

    /// The oldest staged mail that waits, without its content, and the content's name.
    func nextStaged() throws(DeskError) -> (mail: StagedMail, contentName: String)? {
        try first(
            """
            SELECT id, mailbox, size, is_oversize, staged_at, attempts, content_sha256, is_released
            FROM staged_mail WHERE state = 'waiting' ORDER BY id LIMIT 1
            """, [], Self.withoutContent)
    }

    func stagedMail(_ id: StagedMail.ID) throws(DeskError) -> StagedMail? {
        let found = try first(
            """
            SELECT id, mailbox, size, is_oversize, staged_at, attempts, content_sha256, is_released
            FROM staged_mail WHERE id = ?1
            """, [.integer(id.rawValue)], Self.withoutContent)
        guard let (mail, name) = found, let content = try rawMail(name) else { return nil }
        return StagedMail(
            id: mail.id, mailbox: mail.mailbox, content: content, size: mail.size,
            isOversize: mail.isOversize, stagedAt: mail.stagedAt, attempts: mail.attempts,
            isReleased: mail.isReleased)
    }

    func copies(of mail: StagedMail.ID) throws(DeskError) -> [(id: StagedMail.ID, mailbox: MailboxName)] {
        try rows(
            """
            SELECT c.id, c.mailbox FROM staged_mail m JOIN staged_mail c ON c.identity = m.identity
            WHERE m.id = ?1 ORDER BY c.id
            """, [.integer(mail.rawValue)]
        ) { row throws(SQLiteError) in (StagedMail.ID(rawValue: row.integer(0)), MailboxName(row.text(1))) }
    }

    private static func withoutContent(
        _ row: Row
    ) throws(SQLiteError) -> (mail: StagedMail, contentName: String) {
        let mail = StagedMail(
            id: StagedMail.ID(rawValue: row.integer(0)), mailbox: MailboxName(row.text(1)), content: [],
            size: Int(row.integer(2)), isOversize: row.flag(3), stagedAt: row.moment(4),
            attempts: Int(row.integer(5)), isReleased: row.flag(7))
        return (mail, row.text(6))
    }

    /// Nil when there is no such file, or its time was over; any other trouble is the operator's and passes.
    func rawMail(_ name: String) throws(DeskError) -> [UInt8]? {
        guard !name.isEmpty else { return nil }
        do throws(StoreFailure) {
            return content.has(name) ? try content.read(name) : nil
        } catch {
            throw .store(error)
        }
    }

    func countAttempt(at mail: StagedMail.ID) throws(DeskError) {
        try run("UPDATE staged_mail SET attempts = attempts + 1 WHERE id = ?1", [.integer(mail.rawValue)])
    }
}

extension MailboxFolder {
    /// ?1 mailbox, ?2 UIDVALIDITY.
    fileprivate var values: [Value] { [.text(mailbox.text), .integer(Int64(uidValidity.rawValue))] }
}
