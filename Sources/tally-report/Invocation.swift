/// What the command line asks for.
enum Invocation: Equatable {
    /// - Parameter output: a file; nil for standard output.
    case render(output: String?)
    case help
    case version

    static let usage = """
        Usage: tally-report [--output FILE] < REPORT.json > REPORT.pdf

        Makes a PDF of a ticket report. The report is one JSON object; tally-maild writes it.

          --output FILE   write the PDF to FILE, not to standard output
          --help          show this text
          --version       show the version

        Exit codes (sysexits.h): 0 done, 64 wrong arguments, 65 wrong report, 69 no fonts,
        70 internal error, 73 FILE cannot be written, 74 reading or writing failed.

        """

    init(_ arguments: [String]) throws(ProgramError) {
        var output: String?
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h":
                self = .help
                return
            case "--version":
                self = .version
                return
            case "--output", "-o":
                guard let file = rest.popFirst(), !file.isEmpty else {
                    throw ProgramError(.usage, "--output needs a file name; see tally-report --help")
                }
                output = file
            default:
                throw ProgramError(.usage, "unknown argument \"\(argument)\"; see tally-report --help")
            }
        }
        self = .render(output: output)
    }
}
