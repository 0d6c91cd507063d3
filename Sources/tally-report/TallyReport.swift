internal import Glibc
internal import TallyCore

/// The report program: a ticket report as JSON on standard input, a PDF on standard output.
@main
enum TallyReport {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    private static func run(_ arguments: [String]) -> ExitCode {
        do throws(ProgramError) {
            switch try Invocation(arguments) {
            case .help:
                try StandardStreams.write(Array(Invocation.usage.utf8))
            case .version:
                try StandardStreams.write(Array("tally-report 0.1.0\n".utf8))
            case .render(let output):
                ProcessLimits.standard.apply()
                let report = try report(from: try StandardStreams.readAll(limit: Size.input))
                let pdf = try pdf(of: report)
                if let output {
                    try StandardStreams.write(pdf, toFile: output)
                } else {
                    try StandardStreams.write(pdf)
                }
            }
            return .success
        } catch {
            StandardStreams.complain("tally-report: \(error.description)\n")
            return error.code
        }
    }

    private static func report(from bytes: [UInt8]) throws(ProgramError) -> TicketReport {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw ProgramError(.data, "standard input is not JSON: \(error)")
        }
        do {
            return try TicketReport(json: json)
        } catch {
            throw ProgramError(.data, "standard input is not a ticket report: \(error)")
        }
    }

    private static func pdf(of report: TicketReport) throws(ProgramError) -> [UInt8] {
        guard FontConfiguration.install() else {
            throw ProgramError(
                .unavailable,
                "no fonts: install fonts-noto-core, fonts-noto-cjk, fonts-dejavu-core and fonts-symbola")
        }
        do throws(CanvasError) {
            var composer = ReportComposer(report, typesetter: try Typesetter(language: report.language))
            composer.compose()
            return try ReportDrawing(composer).pdf(limit: Size.output)
        } catch {
            throw ProgramError(.software, error.description)
        }
    }

    /// In bytes.
    private enum Size {
        static let input = 32 * 1_048_576
        static let output = 20 * 1_048_576
    }
}
