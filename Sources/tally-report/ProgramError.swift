/// How a program ends, as `sysexits.h` has it.
enum ExitCode: Int32 {
    case success = 0
    /// EX_USAGE: the command line is wrong.
    case usage = 64
    /// EX_DATAERR: the report is wrong.
    case data = 65
    /// EX_UNAVAILABLE: fonts are missing.
    case unavailable = 69
    /// EX_SOFTWARE: this program is wrong.
    case software = 70
    /// EX_CANTCREAT: the output file cannot be written.
    case cannotCreate = 73
    /// EX_IOERR: reading or writing failed.
    case inputOutput = 74
}

/// Why there is no PDF, in words for the operator, with none of the report's own words in them.
struct ProgramError: Error, CustomStringConvertible {
    let code: ExitCode
    let description: String

    init(_ code: ExitCode, _ description: String) {
        self.code = code
        self.description = description
    }
}
