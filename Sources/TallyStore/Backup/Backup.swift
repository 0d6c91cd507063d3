package import TallyCore

/// Copying a desk into one file, while it works, and putting it back.
///
/// The file is a tar archive: `manifest.json`, `tally.db`, `content/…` (raw mail and attachments by their
/// SHA-256), and `token-keys` when asked for. The database is one consistent state of it; each content file
/// that it names was on disk before it was named, so none is missing.
package struct Backup: Sendable {
    /// What a backup or a restoration dealt with.
    package struct Summary: Hashable, Sendable {
        package let madeAt: Timestamp
        package let tickets: Int64
        package let contentFiles: Int64
        package let hasKeys: Bool
    }

    let database: String
    let contentDirectory: String
    let cryptography: any Cryptography

    package init(database: String, contentDirectory: String, cryptography: any Cryptography) {
        self.database = database
        self.contentDirectory = contentDirectory
        self.cryptography = cryptography
    }

    /// Writes the archive; the name appears when all of it is on stable storage.
    ///
    /// - Parameter keys: the file of token keys, when it is to be in it.
    package func write(
        to path: String, keys: [UInt8]? = nil, at now: Timestamp
    ) throws(StoreFailure) -> Summary {
        guard BackupFile.exists(database) else {
            throw StoreFailure("\(database): there is no database yet", isTransient: false)
        }
        guard !BackupFile.exists(path) else {
            throw StoreFailure("\(path) exists already", isTransient: false)
        }
        let (copy, partial) = ("\(path).database", "\(path).partial")
        BackupFile.remove(copy)
        BackupFile.remove(partial)
        defer {
            BackupFile.remove(copy)
            BackupFile.remove(partial)
        }
        let (manifest, names) = try snapshot(to: copy, hasKeys: keys != nil, at: now)
        let archive = try BackupFile(creating: partial)
        try add(BackupManifest.name, manifest.json.prettyPrinted(), to: archive)
        if let keys { try add(BackupManifest.keysName, keys, to: archive) }
        try add(file: copy, as: BackupManifest.databaseName, to: archive)
        for name in names {
            let place = "\(name.prefix(2))/\(name)"
            try add(file: "\(contentDirectory)/\(place)", as: "content/\(place)", to: archive)
        }
        try archive.write([UInt8](repeating: 0, count: 2 * TarEntry.block))
        try archive.synchronise()
        try BackupFile.rename(partial, to: path)
        return manifest.summary
    }

    private func snapshot(
        to path: String, hasKeys: Bool, at now: Timestamp
    ) throws(StoreFailure) -> (BackupManifest, [String]) {
        do throws(SQLiteError) {
            // SQLite 3.40 fails at generated columns when the connection may only read.
            let source = try Connection(path: database, isReadOnly: false)
            try source.execute("VACUUM INTO ?1", [.text(path)])
            let copy = try Connection(path: path, isReadOnly: true)
            let names = try copy.rows(Self.contentNames) { row throws(SQLiteError) in row.text(0) }
            let tickets = try copy.rows("SELECT count(*) FROM ticket") { row throws(SQLiteError) in
                row.integer(0)
            }
            let schema = Int64(try copy.userVersion())
            let manifest = BackupManifest(
                madeAt: now, schema: schema, tickets: tickets.first ?? 0,
                databaseDigest: try Self.digest(path, cryptography), contentFiles: Int64(names.count),
                hasKeys: hasKeys)
            return (manifest, names)
        } catch {
            throw StoreFailure(error)
        }
    }

    private static func digest(_ path: String, _ cryptography: any Cryptography) throws(SQLiteError) -> String
    {
        do throws(StoreFailure) {
            return try BackupManifest.digest(of: path, cryptography)
        } catch {
            throw SQLiteError(code: 10, message: error.description, statement: "")
        }
    }

    /// Every content file that a row names.
    static let contentNames: StaticString =
        """
        SELECT content_sha256 FROM staged_mail WHERE content_sha256 <> ''
        UNION SELECT content_sha256 FROM attachment ORDER BY 1
        """

    private func add(_ name: String, _ bytes: [UInt8], to archive: borrowing BackupFile) throws(StoreFailure)
    {
        let entry = TarEntry(name: name, size: bytes.count)
        try archive.write(entry.header + bytes + [UInt8](repeating: 0, count: entry.padding))
    }

    private func add(file: String, as name: String, to archive: borrowing BackupFile) throws(StoreFailure) {
        let entry = TarEntry(name: name, size: try BackupFile.size(of: file))
        let source = try BackupFile(reading: file)
        try archive.write(entry.header)
        var rest = entry.size
        while rest > 0 {
            let chunk = try source.read(min(rest, BackupFile.chunk))
            guard !chunk.isEmpty else {
                throw StoreFailure("\(file) became shorter while it was copied", isTransient: true)
            }
            try archive.write(chunk)
            rest -= chunk.count
        }
        try archive.write([UInt8](repeating: 0, count: entry.padding))
    }
}

extension BackupManifest {
    var summary: Backup.Summary {
        Backup.Summary(madeAt: madeAt, tickets: tickets, contentFiles: contentFiles, hasKeys: hasKeys)
    }
}
