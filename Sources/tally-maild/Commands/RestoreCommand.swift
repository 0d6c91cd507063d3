internal import TallyCore
internal import TallyCryptography
internal import TallyStore

/// `restore`: a desk out of a backup, where none is.
enum RestoreCommand: Subcommand {
    static let name = "restore"
    static let help = """
        tally-maild restore FILE [--json] [--config FILE]

        Puts back what `backup` wrote, once all of it is verified. There must be no database; stop the daemon and move
        the old one away first. The restored desk skips ahead in its numbers, signs with a new token key, has ended all
        sign-ins and links, and holds outgoing mail until `tally-maild outbox release`. Mail that came after the backup
        is in the folder `processed` of each mailbox: the daemon looks through it and reads what the desk does not know.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 1...1)
        let configuration = try Installation.configuration(arguments.configurationFile(environment))
        try FileAccess.makeDirectory(configuration.dataDirectory)
        var keys: [UInt8]?
        let summary: Backup.Summary
        do throws(StoreFailure) {
            summary = try Installation.backup(configuration)
                .restore(from: arguments.operands[0], at: SystemClock.now()) { keys = $0 }
        } catch {
            throw ProgramError(error.isTransient ? .tryAgainLater : .badInput, error.description)
        }
        try renewKeys(configuration, restored: keys)
        BackupCommand.report(summary, arguments, "the backup of \(summary.madeAt) is restored")
        StandardStreams.writeError(
            line: "outgoing mail is held until `tally-maild outbox release`; start the daemon now")
        return .done
    }

    /// Puts the keys back when they are gone, and appends a new one: nothing signed from now on looks like
    /// what was signed between the backup and its restoration.
    private static func renewKeys(_ configuration: Configuration, restored: [UInt8]?) throws(ProgramError) {
        guard case .file(let path) = configuration.tokenKeys else {
            StandardStreams.writeError(line: "secrets.tokenKeys is no file: append a new key to it by hand")
            return
        }
        if let restored, !FileAccess.exists(path) { _ = try FileAccess.createPrivate(path, restored) }
        _ = try KeyFile.rotate(path, at: SystemClock.now(), cryptography: SodiumCryptography())
    }
}
