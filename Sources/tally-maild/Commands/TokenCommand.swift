internal import TallyCore
internal import TallyCryptography

/// `token`: the reply addresses that prove who answers, and the keys they are made with.
enum TokenCommand: Subcommand {
    static let name = "token"
    static let help = """
        tally-maild token revoke [--email ADDRESS] [--ticket NUMBER] [--all] [--json] [--config FILE]
        tally-maild token rotate [--config FILE]

          revoke   takes reply addresses out of force: those of a person, of a ticket, of a person on a ticket, or all.
                   Answers to them still find their ticket; verbs in such an answer have to be confirmed
          rotate   adds a key to the file of token keys, which signs from the daemon's next start on. Older keys verify
                   what they signed; beyond eight, one goes when the next one is a year old, for reply addresses live
                   that long. After a theft of the keys, rotate, start the daemon again and `token revoke --all`
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        switch words.first {
        case "revoke": try await revoke(Array(words.dropFirst()), environment)
        case "rotate": try await rotate(Array(words.dropFirst()), environment)
        case let other:
            throw ProgramError(.usage, other.map { "token \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func revoke(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--email", "--ticket"], flags: ["--all", "--json"], operands: 0...0)
        let (email, ticket) = (arguments["--email"], arguments["--ticket"])
        guard arguments.has("--all") == (email == nil && ticket == nil) else {
            throw ProgramError(.usage, "name --email, --ticket or both; or --all without them")
        }
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let id = try ticket.map { name throws(ProgramError) in
            try Self.ticket(name, prefix: installation.settings.ticketPrefix)
        }
        let address = try email.map { text throws(ProgramError) in
            guard let address = MailAddress(text) else {
                throw ProgramError(.usage, "--email: \(text) is no plain mail address")
            }
            return address
        }
        let count = try await installation.write { records throws(DeskError) -> Int? in
            var person: Person.ID?
            if let address {
                guard let found = try records.person(with: address) else { return nil }
                person = found.id
            }
            if let id, try records.ticket(id) == nil { return nil }
            return try records.revokeTokens(of: person, on: id, at: SystemClock.now())
        }
        guard let count else {
            throw ProgramError(.noInput, "there is no such person, or no such ticket")
        }
        if arguments.has("--json") {
            StandardStreams.writeOutput(
                JSON.object([JSON.Member(name: "revoked", value: count.json)]).serialized() + [0x0A])
        } else {
            StandardStreams.writeOutput(line: "\(count) reply addresses revoked")
        }
    }

    private static func rotate(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], operands: 0...0)
        let configuration = try Installation.configuration(arguments.configurationFile(environment))
        guard case .file(let path) = configuration.tokenKeys else {
            throw ProgramError(
                .configuration,
                "secrets.tokenKeys is no file; add a key where it comes from, behind the others")
        }
        try FileAccess.makeDirectory(configuration.dataDirectory)
        let id = try KeyFile.rotate(path, at: SystemClock.now(), cryptography: SodiumCryptography())
        StandardStreams.writeOutput(line: "key \(id) signs from the daemon's next start on")
    }

    private static func ticket(_ name: String, prefix: String) throws(ProgramError) -> Ticket.ID {
        let digits = name.hasPrefix(prefix + "-") ? name.dropFirst(prefix.count + 1) : name[...]
        guard let number = Int64(digits) else {
            throw ProgramError(.usage, "--ticket: \(name) is no number of a ticket")
        }
        return Ticket.ID(rawValue: number)
    }
}
