internal import TallyCore
internal import TallyDocuments
internal import TallyStore

/// `ticket`: what the desk works on.
enum TicketCommand: Subcommand {
    static let name = "ticket"
    static let help = """
        tally-maild ticket list [--status STATUS] [--json] [--config FILE]
        tally-maild ticket show NUMBER [--json] [--config FILE]
        tally-maild ticket pdf NUMBER [--output FILE|-] [--config FILE]

        NUMBER is 12 or TT-12. The PDF goes to TT-12.pdf without --output. All of it is shown as to an admin.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "list": try await list(rest, environment)
        case "show": try await show(rest, environment)
        case "pdf": try await pdf(rest, environment)
        case let other:
            throw ProgramError(.usage, other.map { "ticket \($0): unknown; see --help" } ?? help)
        }
        return .done
    }

    private static func list(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(
            words, valued: ["--config", "--status"], flags: ["--json"], operands: 0...0)
        var statuses: Set<TicketStatus> = []
        if let name = arguments["--status"] {
            guard let status = TicketStatus(rawValue: name) else {
                let names = TicketStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw ProgramError(.usage, "--status: \(name) is none of \(names)")
            }
            statuses = [status]
        }
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        var query = TicketQuery(viewer: operatorPerson)
        query.statuses = statuses
        query.order = .created
        query.limit = 200
        repeat {
            let page = try await installation.page(query)
            for ticket in page.tickets {
                let reference = installation.settings.reference(of: ticket.id)
                if arguments.has("--json") {
                    StandardStreams.writeOutput(ticket.record(reference: reference).serialized() + [0x0A])
                } else {
                    let status = ticket.status.rawValue.padding(to: 11)
                    StandardStreams.writeOutput(
                        line:
                            "\(reference.padding(to: 9)) \(status) \(ticket.priority.rawValue.padding(to: 8)) \(ticket.subject)"
                    )
                }
            }
            query.after = page.next
        } while query.after != nil
    }

    private static func show(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config"], flags: ["--json"], operands: 1...1)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        // The command line speaks English.
        let report = try await installation.report(
            arguments.operands[0], Wording(zone: installation.settings.zone))
        if arguments.has("--json") {
            StandardStreams.writeOutput(report.json.prettyPrinted() + [0x0A])
            return
        }
        var lines = ["\(report.reference)  \(report.subject)", ""]
        lines += report.badges.map { "  \($0.text)" }
        lines += report.facts.map { "  \($0.label.padding(to: 15)) \($0.value)" }
        for message in report.conversation {
            let note = message.visibility == .internal ? "  (internal)" : ""
            lines += ["", "— \(message.author), \(message.time)\(note)", message.text]
            lines += message.attachments.map { "  [\($0.name), \($0.size) octets]" }
        }
        lines += [""] + report.timeline.map { "  \($0.time)  \($0.actor) \($0.sentence)" }
        StandardStreams.writeOutput(line: printable(lines.joined(separator: "\n")))
    }

    private static func pdf(_ words: [String], _ environment: Environment) async throws(ProgramError) {
        let arguments = try Arguments(words, valued: ["--config", "--output"], operands: 1...1)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let report = try await installation.report(arguments.operands[0])
        let pdf: [UInt8]
        do throws(ReportFailure) {
            pdf = try await ReportProgram().pdf(of: report.json)
        } catch {
            throw ProgramError(.unavailable, "the report could not be made: \(error)")
        }
        let output = arguments["--output"] ?? "\(report.reference).pdf"
        if output == "-" {
            StandardStreams.writeOutput(pdf)
        } else {
            try FileAccess.write(output, pdf)
            StandardStreams.writeError(line: "\(output): \(pdf.count) octets")
        }
    }

    /// Who the command line acts as: whoever may read the database may see everything in it.
    static var operatorPerson: Person {
        guard let address = MailAddress("operator@localhost") else {
            preconditionFailure("a constant address")
        }
        return Person(id: Person.ID(rawValue: 0), name: "Operator", role: .admin, address: address)
    }
}

extension Installation {
    fileprivate func page(_ query: TicketQuery) async throws(ProgramError) -> TicketPage {
        try await read { records throws(DeskError) in try records.tickets(query) }
    }

    /// The report of a ticket named `12` or `TT-12`, with everything staff may see.
    ///
    /// - Parameter words: nil means as the site speaks.
    fileprivate func report(
        _ name: String, _ words: Wording? = nil
    ) async throws(ProgramError) -> TicketReport {
        let digits =
            name.hasPrefix(settings.ticketPrefix + "-")
            ? name.dropFirst(settings.ticketPrefix.count + 1) : name[...]
        guard let number = Int64(digits) else {
            throw ProgramError(.usage, "\(name) is no number of a ticket")
        }
        let (settings, mint) = (settings, mint)
        let report = try await read { records throws(DeskError) -> TicketReport? in
            guard let ticket = try records.ticket(Ticket.ID(rawValue: number)) else { return nil }
            let desk = Desk(records: records, settings: settings, mint: mint, now: SystemClock.now())
            return try desk.report(on: ticket, for: TicketCommand.operatorPerson, words)
        }
        guard let report else { throw ProgramError(.noInput, "there is no ticket \(name)") }
        return report
    }
}

extension Ticket {
    /// As the command line shows a ticket in a list.
    fileprivate func record(reference: String) -> JSON {
        [
            "id": .integer(id.rawValue), "reference": .string(reference), "subject": .string(subject),
            "status": .string(status.rawValue), "priority": .string(priority.rawValue),
            "requester_id": requester.map { Int($0.rawValue) }.json,
            "assignee_id": assignee.map { Int($0.rawValue) }.json, "created_at": createdAt.json,
            "updated_at": updatedAt.json, "version": version.json,
        ]
    }
}
