/// One of the things `tally-maild` does, by its first word.
protocol Subcommand: Sendable {
    static var name: String { get }
    /// What `tally-maild NAME --help` prints.
    static var help: String { get }
    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode
}

/// The program: finds the subcommand and ends with its code.
enum Program {
    static let subcommands: [any Subcommand.Type] = [
        ServeCommand.self,
        CheckCommand.self,
        IngestCommand.self,
        ParseCommand.self,
        SanitizeCommand.self,
        ReplyTextCommand.self,
        UserCommand.self,
        TicketCommand.self,
        ReportCommand.self,
        OutboxCommand.self,
        QuarantineCommand.self,
        TokenCommand.self,
        SeedCommand.self,
    ]

    static func run(_ words: [String], environment: Environment) async -> ExitCode {
        do throws(ProgramError) {
            return try await dispatch(words, environment)
        } catch {
            StandardStreams.writeError(line: error.message)
            return error.code
        }
    }

    private static func dispatch(_ words: [String], _ environment: Environment) async throws(ProgramError)
        -> ExitCode
    {
        switch words.first {
        case nil:
            throw ProgramError(.usage, overview)
        case "help", "--help", "-h":
            if words.count > 1, let subcommand = subcommands.first(where: { $0.name == words[1] }) {
                StandardStreams.writeOutput(line: subcommand.help)
            } else {
                StandardStreams.writeOutput(line: overview)
            }
            return .done
        case "version", "--version":
            StandardStreams.writeOutput(line: "tally-maild \(Version.text)")
            return .done
        case let name?:
            guard let subcommand = subcommands.first(where: { $0.name == name }) else {
                throw ProgramError(.usage, "unknown command \(name)\n\n\(overview)")
            }
            let rest = Array(words.dropFirst())
            if rest.contains("--help") || rest.contains("-h") {
                StandardStreams.writeOutput(line: subcommand.help)
                return .done
            }
            return try await subcommand.run(rest, environment: environment)
        }
    }

    private static let overview = """
        tally-maild: a helpdesk that lives in a mailbox

          tally-maild serve   [--config FILE]              the daemon
          tally-maild check   [--config FILE] [--connect]  every problem of the configuration in one run
          tally-maild ingest  [--mailbox NAME] [FILE|-]    stores one message, as a pipe from a mail server
          tally-maild parse   [FILE|-] [--field NAME] [--batch]
                                                           one message as JSON
          tally-maild sanitize                             HTML in, harmless HTML out
          tally-maild reply-text [FILE|-] [--html] [--batch]
                                                           the visible part of a body
          tally-maild user    add|list …                   people
          tally-maild ticket  list|show|pdf …              tickets
          tally-maild report  [--from DATE] [--to DATE]    what was resolved in a period, as PDF or CSV
          tally-maild outbox  list|retry|drop …            mail on its way out
          tally-maild quarantine list|show|retry|drop …    received mail that was put aside
          tally-maild token   revoke|rotate …              the reply addresses that prove who answers
          tally-maild seed    --tickets COUNT [--seed NUMBER] [--append]
                                                           sample people and tickets
          tally-maild version | help [COMMAND]

        The configuration is --config FILE, else $TALLY_CONFIG, else /etc/tally-maild/tally.json5.
        """
}
