/// How the program ends, in the numbers of sysexits(3).
enum ExitCode: Int32 {
    case done = 0
    case usage = 64
    case badInput = 65
    case noInput = 66
    case unavailable = 69
    case internalError = 70
    case tryAgainLater = 75
    case notPermitted = 77
    case configuration = 78
}

/// An end of the program that the user must hear of.
struct ProgramError: Error {
    let code: ExitCode
    /// One or more lines for standard error.
    let message: String

    init(_ code: ExitCode, _ message: String) {
        self.code = code
        self.message = message
    }
}
