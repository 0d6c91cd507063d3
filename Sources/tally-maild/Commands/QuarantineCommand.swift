internal import TallyCore
internal import TallyStore

/// `quarantine`: received mail that could not be read or processed.
enum QuarantineCommand: Subcommand {
    static let name = "quarantine"
    static let help = """
        tally-maild quarantine list [--json] [--config FILE]
        tally-maild quarantine show NUMBER [--config FILE]
        tally-maild quarantine retry|release NUMBER... [--config FILE]
        tally-maild quarantine drop NUMBER... [--config FILE]

        show writes the raw message to standard output, for example into "tally-maild parse -". retry lets the daemon read
        it again from its first attempt, and lets in what is held because the site does not take its sender's mail unasked;
        release is another word for it. drop ends it, and its raw message is kept.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "list": try await list(rest, environment)
        case "show": try await show(rest, environment)
        case "retry", "release":
            try await Installation.changeEach(rest, environment, "waits to be read again") {
                desk, id throws(DeskError) in
                try desk.retry(StagedMail.ID(rawValue: id), by: TicketCommand.operatorPerson)
            }
        case "drop":
            try await Installation.changeEach(rest, environment, "dropped") { desk, id throws(DeskError) in
                try desk.drop(StagedMail.ID(rawValue: id), by: TicketCommand.operatorPerson)
            }
        case let other:
            throw ProgramError(.usage, other.map { "quarantine \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let settings = installation.settings
        try await installation.forEachPage { records, last throws(DeskError) in
            try records.quarantine(after: last, limit: 200)
        } _: { mail in
            arguments.has("--json")
                ? mail.json.serialized() : Array(printable(mail.line(settings)).utf8)
        }
    }

    private static func show(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], operands: 1...1)
        let number = try arguments.numbers()[0]
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let content = try await installation.read { records throws(DeskError) -> [UInt8]? in
            let id = StagedMail.ID(rawValue: number)
            return try records.quarantined(id) == nil ? nil : try records.rawContent(of: id)
        }
        guard let content else { throw ProgramError(.noInput, "there is no quarantined mail \(number)") }
        StandardStreams.writeOutput(content)
    }
}

extension QuarantinedMail {
    fileprivate func line(_ settings: DeskSettings) -> String {
        let when = settings.display(quarantinedAt)
        return "\("\(id.rawValue)".padding(to: 6)) \(when)  \(mailbox.text)  \(size) octets  \(reason)"
    }
}
