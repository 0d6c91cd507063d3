internal import TallyCore

/// `serve`: the daemon.
enum ServeCommand: Subcommand {
    static let name = "serve"
    static let help = """
        tally-maild serve [--config FILE]

        Watches the mailboxes, answers mail, and serves the API and the console until SIGTERM or SIGINT.
        Logs go to standard error. Under systemd (Type=notify) it says when it is ready and gives signs of life.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, valued: ["--config"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let log = StandardErrorLog.logger(installation.configuration.log, environment: environment)
        let application = try await Application(installation, log: log)
        do {
            try await application.run()
        } catch is CancellationError {
            // SIGTERM: an end in order.
        } catch {
            log.error("daemon.failed", message: "\(error)")
            return .internalError
        }
        guard Task.isCancelled else {
            log.error("daemon.ended", message: "a service ended by itself; the daemon ends with it")
            return .internalError
        }
        log.info("daemon.stopped")
        return .done
    }
}
