internal import TallyCore
internal import TallyStore

/// `outbox`: mail on its way out, and mail that did not get there.
enum OutboxCommand: Subcommand {
    static let name = "outbox"
    static let help = """
        tally-maild outbox list [--state waiting|sending|sent|failed] [--json] [--config FILE]
        tally-maild outbox retry NUMBER... [--config FILE]
        tally-maild outbox drop NUMBER... [--config FILE]
        tally-maild outbox release [--config FILE]
        tally-maild outbox suspended [--json] [--config FILE]

        list shows mail that was not sent, newest first; with --state, that of one state. retry makes mail due at once,
        drop gives it up; a mail that was sent already can be neither. release
        lets go what a restored backup holds back, and the automatic answers that were held because there were more than
        people cause. suspended shows the addresses that get no mail because it was returned. A running daemon notices
        within a second.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "list": try await list(rest, environment)
        case "retry":
            try await Installation.changeEach(rest, environment, "due now") { desk, id throws(DeskError) in
                _ = try desk.retry(OutgoingMail.ID(rawValue: id), by: TicketCommand.operatorPerson)
            }
        case "drop":
            try await Installation.changeEach(rest, environment, "given up") { desk, id throws(DeskError) in
                _ = try desk.drop(OutgoingMail.ID(rawValue: id), by: TicketCommand.operatorPerson)
            }
        case "release": try await release(rest, environment)
        case "suspended": try await suspended(rest, environment)
        case let other:
            throw ProgramError(.usage, other.map { "outbox \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func release(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let wasHeld: Bool
        do throws(DeskError) {
            wasHeld = try await installation.store.releaseOutbox()
        } catch {
            throw installation.failure(error)
        }
        let wereHeld = try await installation.atDesk { desk throws(DeskError) in
            try desk.releaseBreaker(by: "the operator")
        }
        StandardStreams.writeError(
            line: wasHeld || wereHeld ? "outgoing mail is released" : "no mail was held")
    }

    private static func suspended(
        _ words: [String], _ environment: Environment
    ) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 0...0)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let found = try await installation.read { records throws(DeskError) in
            try records.suspendedAddresses(limit: 10_000)
        }
        for trouble in found {
            let line =
                arguments.has("--json")
                ? trouble.json.serialized() : Array(printable(trouble.line(installation.settings)).utf8)
            StandardStreams.writeOutput(line + [0x0A])
        }
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--state"], flags: ["--json"], operands: 0...0)
        var states: Set<OutboxEntry.State> = [.waiting, .sending, .failed]
        if let name = arguments["--state"] {
            guard let state = OutboxEntry.State(rawValue: name) else {
                let names = OutboxEntry.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw ProgramError(.usage, "--state: \(name) is none of \(names)")
            }
            states = [state]
        }
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let (wanted, settings) = (states, installation.settings)
        try await installation.forEachPage { records, last throws(DeskError) in
            try records.outbox(wanted, after: last, limit: 200)
        } _: { entry in
            arguments.has("--json")
                ? entry.json(settings).serialized() : Array(printable(entry.line(settings)).utf8)
        }
    }
}

extension UndeliverableAddress {
    fileprivate func line(_ settings: DeskSettings) -> String {
        let since = suspendedAt.map { "  since \(settings.display($0))" } ?? ""
        return "\(address)\(since)  status \(status ?? "-")"
    }
}

extension OutboxEntry {
    fileprivate func line(_ settings: DeskSettings) -> String {
        let number = "\(id.rawValue)".padding(to: 6)
        let about = (ticket.map { settings.reference(of: $0) } ?? "-").padding(to: 9)
        let next = nextAttemptAt.map { "  next \(settings.display($0))" } ?? ""
        let bounce = bounceStatus.map { "  returned \($0)" } ?? ""
        let reply = lastReply.map { "  \($0)" } ?? ""
        return
            "\(number) \(state.rawValue.padding(to: 8)) \(kind.rawValue.padding(to: 11)) \(about) \(recipient)"
            + "  attempts \(attempts)\(next)\(bounce)\(reply)"
    }
}
