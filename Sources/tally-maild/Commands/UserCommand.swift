internal import TallyCore
internal import TallyCryptography

/// `user`: the people the desk knows.
enum UserCommand: Subcommand {
    static let name = "user"
    static let help = """
        tally-maild user add --role admin|staff|employee --name NAME --email ADDRESS
                             [--team NAME] [--workload-limit N] [--password-stdin] [--json] [--config FILE]
        tally-maild user list [--json] [--config FILE]

          --password-stdin   reads the password from the first line of standard input; without one the person
                             cannot sign in to the console, but works by mail all the same
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        switch words.first {
        case "add": try await add(Array(words.dropFirst()), environment)
        case "list": try await list(Array(words.dropFirst()), environment)
        case let other:
            throw ProgramError(.usage, other.map { "user \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func add(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--role", "--name", "--email", "--team", "--workload-limit"],
            flags: ["--password-stdin", "--json"], operands: 0...0)
        let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
        guard let role = Role(rawValue: try arguments.required("--role")) else {
            throw ProgramError(.usage, "--role: expected one of \(roles)")
        }
        guard let address = MailAddress(try arguments.required("--email")) else {
            throw ProgramError(
                .usage, "--email: \(try arguments.required("--email")) is no plain mail address")
        }
        let name = try arguments.required("--name")
        guard !name.isEmpty, name.utf8.count <= 200 else {
            throw ProgramError(.usage, "--name: 1 to 200 octets")
        }
        let limit = try arguments["--workload-limit"].map { text throws(ProgramError) in
            guard let limit = Int(text), limit >= 0 else {
                throw ProgramError(.usage, "--workload-limit: \(text) is no number of tickets")
            }
            return limit
        }
        let hash = try await passwordHash(arguments)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let teamName = arguments["--team"]
        let person = try await installation.write { records throws(DeskError) in
            var team: Team?
            if let teamName {
                team = try records.team(named: teamName)
                if team == nil { team = try records.addTeam(named: teamName) }
            }
            let draft = PersonDraft(
                name: name, role: role, address: address, team: team?.id, workloadLimit: limit)
            let person = try records.add(draft, at: SystemClock.now())
            if let hash { try records.setPasswordHash(hash, of: person.id) }
            return person
        }
        if arguments.has("--json") {
            StandardStreams.writeOutput(person.record.serialized() + [0x0A])
        } else {
            StandardStreams.writeOutput(
                line:
                    "\(person.name) <\(person.address)> is \(person.role.rawValue) no. \(person.id.rawValue)")
        }
    }

    private static func passwordHash(_ arguments: Arguments) async throws(ProgramError) -> String? {
        guard arguments.has("--password-stdin") else { return nil }
        guard let password = readLine(), !password.isEmpty else {
            throw ProgramError(.usage, "--password-stdin: standard input has no password")
        }
        guard (8...Argon2PasswordHashing.longestPassword).contains(password.utf8.count) else {
            throw ProgramError(
                .usage, "--password-stdin: 8 to \(Argon2PasswordHashing.longestPassword) octets are expected")
        }
        return await Argon2PasswordHashing().hash(Secret(password))
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let people = try await installation.read { records throws(DeskError) in try records.people() }
        if arguments.has("--json") {
            StandardStreams.writeOutput(JSON.array(people.map(\.record)).prettyPrinted() + [0x0A])
            return
        }
        for person in people {
            let state = person.isActive ? "" : "  (disabled)"
            let role = person.role.rawValue.padding(to: 9)
            StandardStreams.writeOutput(
                line: "\(person.id.rawValue)  \(role) \(person.name) <\(person.address)>\(state)")
        }
    }
}

extension Person {
    /// As the command line shows a person.
    var record: JSON {
        [
            "id": .integer(id.rawValue), "name": .string(name), "email": .string(address.text),
            "role": .string(role.rawValue), "workload_limit": workloadLimit.json,
            "is_active": .bool(isActive),
        ]
    }
}

extension String {
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
