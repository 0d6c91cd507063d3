internal import TallyCore
internal import TallyDocuments
internal import TallyStore

/// `report`: what was resolved in a period, as PDF or CSV.
enum ReportCommand: Subcommand {
    static let name = "report"
    static let help = """
        tally-maild report [--from DATE] [--to DATE] [--output FILE|-] [--format pdf|csv] [--config FILE]

        The numbers of a period and the tickets that were resolved in it. DATE is 2026-11-01, on the site's calendar, and
        both days belong to the period; without them it is the last whole week, Monday to Sunday. The format is that of
        the file's name, PDF otherwise; without --output it goes to report.pdf or report.csv.
        """

    private enum Format: String {
        case pdf
        case csv
    }

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(
            words, valued: ["--from", "--to", "--output", "--format", "--config"], operands: 0...0)
        let format = try format(arguments)
        let installation = try Installation.open(
            arguments.configurationFile(environment), environment: environment)
        let period = try period(arguments, zone: installation.settings.zone)
        let bytes: [UInt8]
        switch format {
        case .csv:
            bytes = try await installation.read { desk throws(DeskError) in try desk.csv(of: period) }
        case .pdf:
            let report = try await installation.read { desk throws(DeskError) in try desk.report(on: period) }
            do throws(ReportFailure) {
                bytes = try await ReportProgram().pdf(of: report.json)
            } catch {
                throw ProgramError(.unavailable, "the report could not be made: \(error)")
            }
        }
        let output = arguments["--output"] ?? "report.\(format.rawValue)"
        if output == "-" {
            StandardStreams.writeOutput(bytes)
        } else {
            try FileAccess.write(output, bytes)
            StandardStreams.writeError(line: "\(output): \(bytes.count) octets")
        }
        return .done
    }

    private static func format(_ arguments: Arguments) throws(ProgramError) -> Format {
        guard let name = arguments["--format"] else {
            return arguments["--output"]?.hasSuffix(".csv") == true ? .csv : .pdf
        }
        guard let format = Format(rawValue: name) else {
            throw ProgramError(.usage, "--format: \(name) is neither pdf nor csv")
        }
        return format
    }

    private static func period(
        _ arguments: Arguments, zone: ZoneRules
    ) throws(ProgramError) -> CalendarPeriod {
        let week = CalendarPeriod.lastWeek(before: SystemClock.now(), in: zone)
        let first = try day("--from", arguments)
        let last = try day("--to", arguments)
        guard first != nil || last != nil else { return week }
        guard let first else { throw ProgramError(.usage, "--to needs a --from") }
        let today = CalendarDay(of: SystemClock.now(), in: zone)
        guard let period = CalendarPeriod(from: first, to: last ?? max(first, today), in: zone) else {
            throw ProgramError(.usage, "--to is before --from")
        }
        return period
    }

    private static func day(
        _ option: String, _ arguments: Arguments
    ) throws(ProgramError) -> CalendarDay? {
        guard let text = arguments[option] else { return nil }
        guard let day = CalendarDay(text) else {
            throw ProgramError(.usage, "\(option): \(text) is no date like 2026-11-01")
        }
        return day
    }
}

extension Installation {
    /// Runs `body` at the desk, on one state of the records.
    fileprivate func read<Result: Sendable>(
        _ body: @Sendable (Desk) throws(DeskError) -> Result
    ) async throws(ProgramError) -> Result {
        let (settings, mint) = (settings, mint)
        return try await read { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: SystemClock.now()))
        }
    }
}
