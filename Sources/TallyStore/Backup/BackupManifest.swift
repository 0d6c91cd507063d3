internal import TallyCore

/// What a backup says of itself: its first file, `manifest.json`.
struct BackupManifest: Equatable {
    static let name = "manifest.json"
    static let databaseName = "tally.db"
    static let keysName = "token-keys"
    private static let format = "tally-maild backup"
    private static let version: Int64 = 1

    let madeAt: Timestamp
    /// The schema's version.
    let schema: Int64
    let tickets: Int64
    /// SHA-256 over the SHA-256 of each 4 MiB of the database, hexadecimal: a database need not fit into
    /// memory.
    let databaseDigest: String
    let contentFiles: Int64
    let hasKeys: Bool

    var json: JSON {
        [
            "format": .string(Self.format), "version": .integer(Self.version), "made_at": madeAt.json,
            "made_at_ms": .integer(madeAt.milliseconds), "schema": .integer(schema),
            "tickets": .integer(tickets),
            "database_digest": .string(databaseDigest), "content_files": .integer(contentFiles),
            "has_keys": .bool(hasKeys),
        ]
    }

    init(
        madeAt: Timestamp, schema: Int64, tickets: Int64, databaseDigest: String, contentFiles: Int64,
        hasKeys: Bool
    ) {
        self.madeAt = madeAt
        self.schema = schema
        self.tickets = tickets
        self.databaseDigest = databaseDigest
        self.contentFiles = contentFiles
        self.hasKeys = hasKeys
    }

    /// Nil when it is not one that this program wrote.
    init?(_ json: JSON) {
        guard json["format"] == .string(Self.format), json["version"] == .integer(Self.version),
            case .integer(let moment) = json["made_at_ms"], case .integer(let schema) = json["schema"],
            case .integer(let tickets) = json["tickets"], let digest = json["database_digest"].text,
            case .integer(let files) = json["content_files"], case .bool(let hasKeys) = json["has_keys"]
        else { return nil }
        self.init(
            madeAt: Timestamp(milliseconds: moment), schema: schema, tickets: tickets, databaseDigest: digest,
            contentFiles: files, hasKeys: hasKeys)
    }

    /// The digest of a database's file.
    static func digest(of path: String, _ cryptography: any Cryptography) throws(StoreFailure) -> String {
        let file = try BackupFile(reading: path)
        var digests: [UInt8] = []
        while true {
            let chunk = try file.read(BackupFile.chunk)
            if chunk.isEmpty { break }
            digests += cryptography.sha256(chunk)
        }
        return hexadecimalText(cryptography.sha256(digests))
    }
}
