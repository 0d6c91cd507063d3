internal import TallyCore
internal import TallyStore

/// `seed`: sample people and tickets, for a demonstration or a measurement.
enum SeedCommand: Subcommand {
    static let name = "seed"
    static let help = """
        tally-maild seed --tickets COUNT [--seed NUMBER] [--append] [--config FILE]

        Fills the database with believable people, teams, projects and tickets in many languages, two years of them
        up to now; no mail is sent. The same seed gives the same ones. A database that holds anything is refused
        without --append.
        """

    private static let most = 10_000_000

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(
            words, valued: ["--config", "--tickets", "--seed"], flags: ["--append"], operands: 0...0)
        guard let count = Int(try arguments.required("--tickets")), (1...most).contains(count) else {
            throw ProgramError(.usage, "--tickets takes a number from 1 to \(most)")
        }
        guard let seed = UInt64(arguments["--seed"] ?? "1") else {
            throw ProgramError(.usage, "--seed takes a number")
        }
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let store = installation.store
        do throws(DeskError) {
            var mayWrite = arguments.has("--append")
            if !mayWrite { mayWrite = try await store.isEmpty() }
            guard mayWrite else {
                throw DeskError.refused(
                    .invalid(field: "database", problem: "is not empty; --append adds to what is there"))
            }
            try await store.loadSamples(count, seed: seed, until: SystemClock.now()) { done in
                if done % 10_000 == 0 { StandardStreams.writeError(line: "\(done) tickets") }
            }
        } catch {
            throw installation.failure(error)
        }
        StandardStreams.writeError(line: "\(count) tickets are written")
        return .done
    }
}
