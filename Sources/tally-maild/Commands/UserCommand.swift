internal import TallyCore
internal import TallyCryptography

/// `user`: the people the desk knows.
enum UserCommand: Subcommand {
    static let name = "user"
    static let help = """
        tally-maild user add --role admin|staff|employee --name NAME --email ADDRESS [OPTION...]
        tally-maild user list [--role ROLE] [--team NAME] [--disabled] [--json] [--config FILE]
        tally-maild user set WHO OPTION...
        tally-maild user invite WHO [--json] [--config FILE]
        tally-maild user disable WHO [--json] [--config FILE]

        WHO is the number of a person or one of their addresses. list shows who is active, or with --disabled who is
        not. invite mails a link to set a password, good for 7 days, to somebody who has none. disable keeps what somebody
        did; what they hold goes back. A running daemon notices within a second.

        Options of add and set:
          --team NAME|none         the team they are in; add makes it when there is none of that name
          --lead yes|no            whether they lead it
          --workload-limit N|site  how many unfinished tickets they may hold
          --time-zone ZONE|site    as in Europe/Berlin
          --language TAG|site      as in de or pt-BR
          --handles A,B|all        the categories they are given tickets of
          --password-stdin         reads the password from the first line of standard input; without one they
                                   cannot sign in to the console, but work by mail all the same
          --json, --config FILE

        Options of add:
          --invite                 mails them a link to set their password

        Options of set:
          --name NAME, --role ROLE
          --email ADDRESS          which of their addresses mail goes to
          --add-address ADDRESS    mails a link there; the address is theirs once it was used
          --without-proof          with --add-address: theirs at once, on your word
          --remove-address ADDRESS
          --away FROM..UNTIL       dates or times like 2026-12-24..2027-01-02, both days included; nothing is assigned
                                   to them meanwhile
          --back                   forgets every absence that is not over
          --enable                 makes a disabled person active again
          --resume-mail            sends mail again to their addresses that it was returned from
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "add": try await add(rest, environment)
        case "list": try await list(rest, environment)
        case "set": try await set(rest, environment)
        case "invite": try await invite(rest, environment)
        case "disable": try await disable(rest, environment)
        case let other:
            throw ProgramError(.usage, other.map { "user \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func add(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: PersonOptions.valued.union(["--config", "--role", "--name", "--email"]),
            flags: ["--password-stdin", "--invite", "--json"], operands: 0...0)
        let isInvited = arguments.has("--invite")
        guard !isInvited || !arguments.has("--password-stdin") else {
            throw ProgramError(.usage, "--invite lets them choose the password; leave --password-stdin out")
        }
        let name = try arguments.required("--name")
        let role = try PersonOptions.role(try arguments.required("--role"))
        let address = try PersonOptions.address(try arguments.required("--email"), of: "--email")
        let options = try PersonOptions(arguments)
        let hash = try await passwordHash(arguments)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let record = try await installation.administer { desk, records throws(DeskError) in
            try options.makeTeam(desk, records)
            let made = try desk.createPerson(
                PersonDraft(name: name, role: role, address: address), by: .operator)
            let changes = try options.changes(of: made, records)
            let person = try desk.editPerson(made.id, changes, by: .operator)
            if let hash { try records.setPasswordHash(hash, of: person.id) }
            if isInvited { try desk.invite(person.id, by: .operator) }
            return try PersonRecord(person, records, at: desk.now)
        }
        show(record, arguments)
    }

    private static func set(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words,
            valued: PersonOptions.valued.union([
                "--config", "--role", "--name", "--email", "--add-address", "--remove-address", "--away",
            ]),
            flags: ["--password-stdin", "--json", "--without-proof", "--back", "--enable", "--resume-mail"],
            operands: 1...1)
        let who = arguments.operands[0]
        let options = try PersonOptions(arguments)
        let addresses = try PersonAddressOptions(arguments)
        let hash = try await passwordHash(arguments)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let away = try arguments["--away"].map { text throws(ProgramError) in
            try PersonOptions.period(text, zone: installation.settings.zone)
        }
        let record = try await installation.administer { desk, records throws(DeskError) in
            let person = try records.person(named: who)
            try addresses.apply(to: person, desk)
            var changes = try options.changes(of: person, records)
            if arguments.has("--enable") { changes.isActive = .set(true) }
            let edited = try desk.editPerson(person.id, changes, by: .operator)
            if arguments.has("--back") {
                for absence in try records.absences(of: person.id, notOverAt: desk.now) {
                    try desk.removeAbsence(absence.id, of: person.id, by: .operator)
                }
            }
            if arguments.has("--resume-mail") { _ = try desk.resumeMail(to: person.id, by: .operator) }
            if let away { _ = try desk.addAbsence(of: person.id, away, by: .operator) }
            if let hash { try records.setPasswordHash(hash, of: person.id) }
            return try PersonRecord(edited, records, at: desk.now)
        }
        show(record, arguments)
    }

    private static func invite(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 1...1)
        let who = arguments.operands[0]
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let record = try await installation.administer { desk, records throws(DeskError) in
            let person = try records.person(named: who)
            try desk.invite(person.id, by: .operator)
            return try PersonRecord(person, records, at: desk.now)
        }
        show(record, arguments)
    }

    private static func disable(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 1...1)
        let who = arguments.operands[0]
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let record = try await installation.administer { desk, records throws(DeskError) in
            let person = try desk.disablePerson(try records.person(named: who).id, by: .operator)
            return try PersonRecord(person, records, at: desk.now)
        }
        show(record, arguments)
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--role", "--team"], flags: ["--json", "--disabled"], operands: 0...0)
        var query = PersonQuery()
        if let role = arguments["--role"] { query.roles = [try PersonOptions.role(role)] }
        query.isActive = !arguments.has("--disabled")
        query.limit = 200
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let (team, now) = (arguments["--team"], SystemClock.now())
        repeat {
            let asked = query
            let (page, found) = try await installation.read { records throws(DeskError) in
                var query = asked
                if let team { query.team = try records.team(called: team).id }
                let page = try records.people(query)
                var found: [PersonRecord] = []
                for person in page.elements { found.append(try PersonRecord(person, records, at: now)) }
                return (page, found)
            }
            for record in found { show(record, arguments) }
            query.after = page.next.map { Person.ID(rawValue: $0) }
        } while query.after != nil
    }

    /// One line: a JSON object, or words for people.
    private static func show(_ record: PersonRecord, _ arguments: Arguments) {
        StandardStreams.writeOutput(
            (arguments.has("--json") ? record.json.serialized() : Array(printable(record.line).utf8)) + [0x0A]
        )
    }

    private static func passwordHash(_ arguments: Arguments) async throws(ProgramError) -> String? {
        guard arguments.has("--password-stdin") else { return nil }
        guard let password = readLine(), !password.isEmpty else {
            throw ProgramError(.usage, "--password-stdin: standard input has no password")
        }
        if let problem = PasswordPolicy.problem(with: password) {
            throw ProgramError(.usage, "--password-stdin: the password \(problem)")
        }
        do throws(PasswordHashingBusy) {
            return try await Argon2PasswordHashing(lanes: 1).hash(Secret(password))
        } catch {
            preconditionFailure("nobody else hashes in this process")
        }
    }
}
