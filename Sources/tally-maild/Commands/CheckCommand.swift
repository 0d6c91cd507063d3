internal import MailTransport
internal import TallyCore
internal import TallyStore

/// `check`: everything that is wrong with an installation, in one run.
enum CheckCommand: Subcommand {
    static let name = "check"
    static let help = """
        tally-maild check [--config FILE] [--quick] [--connect]

        Reads the configuration, the secrets it names and the templates, looks through the database for damage, and
        prints every problem.

          --quick     leaves the database out, which takes a few seconds when it is large

          --connect   also logs in to each mailbox and to the outgoing server, and mails itself a reply address to
                      see that plus-addressing works
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(
            words, valued: ["--config"], flags: ["--connect", "--quick"], operands: 0...0)
        let file = arguments.configurationFile(environment)
        let configuration = try Installation.configuration(file)
        var problems = offlineProblems(configuration, environment)
        if problems.isEmpty, !arguments.has("--quick") {
            problems += try await databaseProblems(configuration, file, environment)
        }
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
            let folder = try Installation.templatesDirectory(configuration)
            let templates = try Installation.templates(in: folder)
            for line in remarks(on: templates, folder) { StandardStreams.writeError(line: line) }
            let language = configuration.site.language
            guard !language.lookupRange.contains(where: { templates.vocabularies[$0] != nil }) else { return }
            let known = templates.vocabularies.languages.map(\.text).sorted().joined(separator: ", ")
            throw ProgramError(
                .configuration,
                "site.language: there is no folder \(folder)/mail/\(language); write one of \(known)")
        }
        for mailbox in configuration.mailboxes {
            gather { () throws(ProgramError) in
                _ = try Installation.mailboxSettings(
                    mailbox, limits: configuration.limits, environment: environment)
            }
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
        for line in looseSecrets(sources) { StandardStreams.writeError(line: line) }
        return problems
    }

    /// What is wrong with the database, if there is one yet.
    private static func databaseProblems(
        _ configuration: Configuration, _ file: String, _ environment: Environment
    ) async throws(ProgramError) -> [String] {
        let path =
            switch configuration.database {
            case .sqlite(let path): path
            }
        guard FileAccess.exists(path) else { return [] }
        let installation = try Installation.open(file, environment: environment)
        do throws(DeskError) {
            let orphans = try await installation.store.orphanedContent(at: SystemClock.now())
            if orphans.files > 0 {
                let size = "\(orphans.octets) octets"
                StandardStreams.writeError(
                    line:
                        "warning: \(orphans.files) content files (\(size)) are named by no row; serve removes them"
                )
            }
            return try await installation.store.integrityProblems()
        } catch {
            throw installation.failure(error)
        }
    }

    private static func connectionProblems(
        _ configuration: Configuration, _ environment: Environment
    ) async -> [String] {
        var problems: [String] = []
        let submission = Installation.submissionSettings(
            configuration.smtp, site: configuration.site, environment: environment)
        var canSubmit = true
        do {
            let facts = try await SMTPProbe.run(submission)
            StandardStreams.writeOutput(line: (["smtp: logged in"] + facts.lines).joined(separator: "; "))
        } catch {
            canSubmit = false
            problems.append("smtp: \(error)")
        }
        for mailbox in configuration.mailboxes {
            let place = "mailboxes[\(mailbox.name)]"
            do {
                let settings = try Installation.mailboxSettings(
                    mailbox, limits: configuration.limits, environment: environment)
                let facts = try await IMAPProbe.run(settings)
                StandardStreams.writeOutput(
                    line: (["\(place): logged in"] + facts.lines).joined(separator: "; "))
                guard canSubmit else { continue }
                let check = ReplyAddressCheck(mailbox: mailbox, settings: settings, submission: submission)
                if let problem = await check.problem() {
                    problems.append(problem)
                } else if mailbox.replyAddress != nil {
                    StandardStreams.writeOutput(line: "\(place): mail to a reply address arrives")
                }
            } catch let error as ProgramError {
                problems.append(error.message)
            } catch {
                problems.append("\(place).imap: \(error)")
            }
        }
        return problems
    }

    /// What is harmless in templates, but perhaps not meant: files nobody asks for, and what stays English.
    private static func remarks(on templates: TemplateSet, _ folder: String) -> [String] {
        templates.unusedFiles.map { "\(folder)/mail/\($0): note: no kind of mail has this name" }
            + templates.untranslated.map { "\(folder)/mail/\($0)" }
    }

    /// Secrets that others on the machine may read; worth a word, not an end.
    private static func looseSecrets(_ sources: [(String, SecretSource)]) -> [String] {
        sources.compactMap { place, source in
            guard case .file(let path) = source, FileAccess.isOpenToOthers(path) else { return nil }
            return "\(place): warning: \(path) may be read by others; chmod 600 it"
        }
    }
}
