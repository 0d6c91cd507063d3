internal import MailTransport
internal import TallyCore

/// `check`: everything that is wrong with an installation, in one run.
enum CheckCommand: Subcommand {
    static let name = "check"
    static let help = """
        tally-maild check [--config FILE] [--connect]

        Reads the configuration, the secrets it names and the templates, and prints every problem.

          --connect   also logs in to each mailbox and to the outgoing server
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--connect"], operands: 0...0)
        let file = arguments.configurationFile(environment)
        let configuration = try Installation.configuration(file)
        var problems = offlineProblems(configuration, environment)
        if problems.isEmpty, arguments.has("--connect") {
            problems += await connectionProblems(configuration, environment)
        }
        guard problems.isEmpty else {
            let code: ExitCode = arguments.has("--connect") ? .unavailable : .configuration
            throw ProgramError(code, problems.joined(separator: "\n"))
        }
        StandardStreams.writeOutput(line: "\(file): no problems found")
        return .done
    }

    /// What can be seen without talking to anybody.
    private static func offlineProblems(_ configuration: Configuration, _ environment: Environment)
        -> [String]
    {
        var problems: [String] = []
        func gather(_ body: () throws(ProgramError) -> Void) {
            do throws(ProgramError) { try body() } catch { problems.append(error.message) }
        }
        gather { () throws(ProgramError) in _ = try Installation.deskSettings(configuration) }
        gather { () throws(ProgramError) in
            _ = try Installation.templates(in: try Installation.templatesDirectory(configuration))
        }
        let reading = Installation.secretReading(environment)
        var sources: [(String, SecretSource)] = configuration.mailboxes.compactMap { mailbox in
            guard case .password(let source) = mailbox.imap.authentication else { return nil }
            return ("mailboxes[\(mailbox.name)].imap.password", source)
        }
        if let login = configuration.smtp.login { sources.append(("smtp.password", login.password)) }
        for (place, source) in sources {
            do throws(SecretFailure) {
                _ = try source.secret(reading: reading)
            } catch {
                problems.append("\(place): \(error.description)")
            }
        }
        return problems
    }

    private static func connectionProblems(
        _ configuration: Configuration, _ environment: Environment
    ) async -> [String] {
        var problems: [String] = []
        for mailbox in configuration.mailboxes {
            do {
                let settings = try Installation.mailboxSettings(
                    mailbox, limits: configuration.limits, environment: environment)
                let facts = try await IMAPProbe.run(settings)
                StandardStreams.writeOutput(line: "mailboxes[\(mailbox.name)]: logged in; \(facts)")
            } catch {
                problems.append("mailboxes[\(mailbox.name)].imap: \(error)")
            }
        }
        do {
            let settings = Installation.submissionSettings(
                configuration.smtp, site: configuration.site, environment: environment)
            let facts = try await SMTPProbe.run(settings)
            StandardStreams.writeOutput(line: "smtp: ready; \(facts)")
        } catch {
            problems.append("smtp: \(error)")
        }
        return problems
    }
}
