internal import TallyCore

/// `team`: groups of staff that tickets are routed to.
enum TeamCommand: Subcommand {
    static let name = "team"
    static let help = """
        tally-maild team add NAME [--json] [--config FILE]
        tally-maild team list [--json] [--config FILE]
        tally-maild team set TEAM [--name NAME] [--add WHO] [--remove WHO] [--lead WHO] [--json] [--config FILE]
        tally-maild team remove TEAM [--detach] [--config FILE]

        TEAM is a name or a number, WHO the number of a person or one of their addresses. --add and --lead take
        somebody out of the team they were in; --lead adds them too. A team that has people or tickets is only removed
        with --detach, which takes them out of it first.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "add": try await add(rest, environment)
        case "list": try await list(rest, environment)
        case "set": try await set(rest, environment)
        case "remove": try await remove(rest, environment)
        case let other:
            throw ProgramError(.usage, other.map { "team \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    /// A team with its active people.
    private struct Roster: Sendable {
        let team: Team
        let people: [Person]

        init(_ team: Team, _ records: any DeskRecords) throws(DeskError) {
            self.team = team
            people = try records.members(of: team.id).filter(\.isActive)
        }

        var json: JSON {
            [
                "id": .integer(team.id.rawValue), "name": .string(team.name),
                "members": .array(
                    people.map { person in
                        [
                            "id": .integer(person.id.rawValue), "name": .string(person.name),
                            "email": .string(person.address.text), "lead": .bool(person.isTeamLead),
                        ]
                    }),
            ]
        }

        var line: String {
            let names = people.map { $0.isTeamLead ? "\($0.name) (lead)" : $0.name }
            return
                "\(team.id.rawValue)  \(team.name): \(names.isEmpty ? "nobody" : names.joined(separator: ", "))"
        }
    }

    private static func add(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 1...1)
        let name = arguments.operands[0]
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let roster = try await installation.administer { desk, records throws(DeskError) in
            try Roster(try desk.createTeam(named: name, by: .operator), records)
        }
        show(roster, arguments)
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        var last: Team.ID?
        repeat {
            let after = last
            let (page, rosters) = try await installation.read { records throws(DeskError) in
                let page = try records.teams(after: after, limit: 200)
                var rosters: [Roster] = []
                for team in page.elements { rosters.append(try Roster(team, records)) }
                return (page, rosters)
            }
            for roster in rosters { show(roster, arguments) }
            last = page.next.map { Team.ID(rawValue: $0) }
        } while last != nil
    }

    private static func set(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--name", "--add", "--remove", "--lead"], flags: ["--json"],
            operands: 1...1)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let roster = try await installation.administer { desk, records throws(DeskError) in
            let team = try records.team(called: arguments.operands[0])
            for option in ["--add", "--lead"] {
                guard let who = arguments[option] else { continue }
                var changes = PersonChanges()
                changes.team = .set(team.id)
                if option == "--lead" { changes.isTeamLead = .set(true) }
                let person = try records.person(named: who)
                guard person.isAgent else {
                    throw .refused(.invalid(field: who, problem: "does not work on tickets"))
                }
                _ = try desk.editPerson(person.id, changes, by: .operator)
            }
            if let who = arguments["--remove"] {
                let person = try records.person(named: who)
                guard person.team == team.id else {
                    throw .refused(.invalid(field: who, problem: "is not in this team"))
                }
                var changes = PersonChanges()
                changes.team = .set(nil)
                _ = try desk.editPerson(person.id, changes, by: .operator)
            }
            guard let name = arguments["--name"] else { return try Roster(team, records) }
            return try Roster(try desk.renameTeam(team.id, to: name, by: .operator), records)
        }
        show(roster, arguments)
    }

    private static func remove(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--detach"], operands: 1...1)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        try await installation.administer { desk, records throws(DeskError) in
            let team = try records.team(called: arguments.operands[0])
            try desk.removeTeam(team.id, detaching: arguments.has("--detach"), by: .operator)
        }
    }

    private static func show(_ roster: Roster, _ arguments: Arguments) {
        let line = arguments.has("--json") ? roster.json.serialized() : Array(printable(roster.line).utf8)
        StandardStreams.writeOutput(line + [0x0A])
    }
}
