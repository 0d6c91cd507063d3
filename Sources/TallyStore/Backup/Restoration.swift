package import TallyCore

/// Putting a backup back in the place of a desk that is gone.
///
/// Everything is unpacked beside its place and looked through first; the database gets its name last, so a
/// restoration that is broken off leaves no desk behind that somebody could start.
extension Backup {
    /// How far a restored desk skips ahead in the numbers it gives: what was given after the backup is not
    /// given twice.
    private static let skippedNumbers: Int64 = 10_000

    /// Unpacks the archive, verifies it, and makes the desk ready to go on.
    ///
    /// - Parameters:
    ///   - keepKeys: gets the token keys, when the archive has them.
    ///   - now: since when outgoing mail is held.
    package func restore(
        from path: String, at now: Timestamp, keepKeys: ([UInt8]) throws(StoreFailure) -> Void
    ) throws(StoreFailure) -> Summary {
        guard !BackupFile.exists(database) else {
            throw StoreFailure(
                "\(database) exists; a backup is put back where nothing is: move it away first",
                isTransient: false)
        }
        let unpacked = "\(database).restoring"
        for suffix in ["", "-wal", "-shm"] { BackupFile.remove(unpacked + suffix) }
        defer { for suffix in ["", "-wal", "-shm"] { BackupFile.remove(unpacked + suffix) } }
        let archive = try BackupFile(reading: path)
        let content = ContentDirectory(path: contentDirectory, cryptography: cryptography)
        var manifest: BackupManifest?
        var files: Set<String> = []
        var hasDatabase = false
        while let entry = try Self.nextEntry(of: archive) {
            switch entry.name {
            case BackupManifest.name:
                manifest = Self.manifest(try Self.bytes(of: entry, archive))
            case BackupManifest.keysName:
                try keepKeys(try Self.bytes(of: entry, archive))
            case BackupManifest.databaseName:
                try Self.unpack(entry, archive, to: unpacked)
                hasDatabase = true
            default:
                files.insert(try keep(try Self.bytes(of: entry, archive), as: entry.name, in: content))
            }
        }
        guard let manifest, hasDatabase else { throw Self.damaged("it is not a whole backup") }
        guard try BackupManifest.digest(of: unpacked, cryptography) == manifest.databaseDigest else {
            throw Self.damaged("the database is not the one that was written")
        }
        try makeReady(unpacked, files: files, madeAt: manifest.madeAt, at: now)
        try BackupFile.rename(unpacked, to: database)
        return manifest.summary
    }

    private static func damaged(_ problem: String) -> StoreFailure {
        StoreFailure("the backup cannot be used: \(problem)", isTransient: false)
    }

    // MARK: Reading the archive

    private static func nextEntry(of archive: borrowing BackupFile) throws(StoreFailure) -> TarEntry? {
        let block = try archive.read(TarEntry.block)
        if block.allSatisfy({ $0 == 0 }) {
            guard block.count == TarEntry.block else { throw damaged("its end is missing") }
            return nil
        }
        guard let entry = TarEntry(header: block) else { throw damaged("a header in it is damaged") }
        return entry
    }

    private static func bytes(
        of entry: TarEntry, _ archive: borrowing BackupFile
    ) throws(StoreFailure) -> [UInt8] {
        let bytes = try archive.read(entry.size)
        guard bytes.count == entry.size, try archive.read(entry.padding).count == entry.padding else {
            throw damaged("\(entry.name) is cut off")
        }
        return bytes
    }

    private static func unpack(
        _ entry: TarEntry, _ archive: borrowing BackupFile, to path: String
    ) throws(StoreFailure) {
        let file = try BackupFile(creating: path)
        var rest = entry.size
        while rest > 0 {
            let chunk = try archive.read(min(rest, BackupFile.chunk))
            guard !chunk.isEmpty else { throw damaged("\(entry.name) is cut off") }
            try file.write(chunk)
            rest -= chunk.count
        }
        _ = try archive.read(entry.padding)
        try file.synchronise()
    }

    private static func manifest(_ bytes: [UInt8]) -> BackupManifest? {
        // What is no JSON is no manifest, and the caller says so.
        (try? JSON(parsing: bytes)).flatMap { BackupManifest($0) }
    }

    /// Keeps one content file; its name has to be the hash of what is in it.
    private func keep(
        _ bytes: [UInt8], as path: String, in content: ContentDirectory
    ) throws(StoreFailure) -> String {
        let name = hexadecimalText(cryptography.sha256(bytes))
        guard path == "content/\(name.prefix(2))/\(name)" else {
            throw Self.damaged("\(path) is not what its name says")
        }
        return try content.keep(bytes)
    }

    // MARK: The database

    /// Verifies the unpacked database and lets it go on as one that may have forgotten its last days.
    private func makeReady(
        _ path: String, files: Set<String>, madeAt: Timestamp, at now: Timestamp
    ) throws(StoreFailure) {
        do throws(SQLiteError) {
            let connection = try Connection(path: path, isReadOnly: false)
            try connection.execute("PRAGMA journal_mode = DELETE")
            if let problem = try connection.integrityProblems(isThorough: true).first {
                throw SQLiteError(code: 11, message: problem, statement: "")
            }
            let missing = try connection.rows(Self.contentNames) { row throws(SQLiteError) in row.text(0) }
                .filter { !files.contains($0) }
            if let name = missing.first {
                throw SQLiteError(
                    code: 11, message: "\(missing.count) files are missing, \(name)", statement: "")
            }
            try Migration.bringUpToDate(connection)
            try connection.execute("BEGIN IMMEDIATE")
            try connection.execute(
                "UPDATE sqlite_sequence SET seq = seq + ?1", [.integer(Self.skippedNumbers)])
            // Sign-ins that ended after the backup must not be good again, nor links that were used after it.
            try connection.execute("DELETE FROM session")
            try connection.execute("DELETE FROM account_link")
            try connection.execute("DELETE FROM address_proof")
            try connection.execute(
                "INSERT OR REPLACE INTO outbox_hold (since, reason) VALUES (?1, 'restored from a backup')",
                [.integer(now.milliseconds)])
            // What was processed since is in the processed folders of the mailboxes, and nowhere else.
            try connection.execute(
                "INSERT OR REPLACE INTO restoration (id, made_at, restored_at) VALUES (1, ?1, ?2)",
                [.integer(madeAt.milliseconds), .integer(now.milliseconds)])
            try connection.execute("DELETE FROM restoration_review")
            try connection.execute("COMMIT")
        } catch {
            throw error.code & 0xFF == 11 ? Self.damaged(error.message) : StoreFailure(error)
        }
    }
}
