internal import TallyCore
internal import TallyCryptography
internal import TallyStore

/// `backup`: the whole desk in one file, while it works.
enum BackupCommand: Subcommand {
    static let name = "backup"
    static let help = """
        tally-maild backup FILE [--with-keys] [--json] [--config FILE]

        Writes database, mail and attachments into FILE, a tar archive, as they are at one moment; the daemon need not
        stop. FILE must not exist, and only its owner may read it.

          --with-keys   put the file of token keys in too; whoever has it can forge staff
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(
            words, valued: ["--config"], flags: ["--with-keys", "--json"], operands: 1...1)
        let configuration = try Installation.configuration(arguments.configurationFile(environment))
        let keys = try arguments.has("--with-keys") ? keys(configuration) : nil
        let summary: Backup.Summary
        do throws(StoreFailure) {
            summary = try Installation.backup(configuration)
                .write(to: arguments.operands[0], keys: keys, at: SystemClock.now())
        } catch {
            throw ProgramError(error.isTransient ? .tryAgainLater : .unavailable, error.description)
        }
        report(summary, arguments, "\(arguments.operands[0]): written")
        return .done
    }

    private static func keys(_ configuration: Configuration) throws(ProgramError) -> [UInt8] {
        guard case .file(let path) = configuration.tokenKeys else {
            throw ProgramError(.usage, "--with-keys: secrets.tokenKeys is no file; keep it where it is kept")
        }
        return try FileAccess.read(path, limit: 1 << 20)
    }

    /// Says what a backup or a restoration dealt with.
    static func report(_ summary: Backup.Summary, _ arguments: Arguments, _ sentence: String) {
        if arguments.has("--json") {
            let record: JSON = [
                "made_at": summary.madeAt.json, "tickets": .integer(summary.tickets),
                "content_files": .integer(summary.contentFiles), "has_keys": .bool(summary.hasKeys),
            ]
            StandardStreams.writeOutput(record.serialized() + [0x0A])
        } else {
            StandardStreams.writeError(
                line: "\(sentence); \(summary.tickets) tickets, \(summary.contentFiles) content files")
        }
    }
}

extension Installation {
    /// What is copied and where it is put back.
    static func backup(_ configuration: Configuration) -> Backup {
        let database =
            switch configuration.database {
            case .sqlite(let path): path
            }
        return Backup(
            database: database, contentDirectory: configuration.dataDirectory + "/content",
            cryptography: SodiumCryptography())
    }
}
