internal import MailParsing

/// `sanitize`: what the console would show of a mail's HTML.
enum SanitizeCommand: Subcommand {
    static let name = "sanitize"
    static let help = """
        tally-maild sanitize

        Reads HTML from standard input and writes harmless HTML to standard output: listed elements and attributes
        only, no scripts, no styles that reach outside, no addresses that are loaded from elsewhere.
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        _ = try Arguments(words, operands: 0...0)
        let input = try StandardStreams.readInput(limit: 64 << 20)
        let harmless = HTMLSanitizer(String(decoding: input, as: UTF8.self)).html
        StandardStreams.writeOutput(Array((harmless + "\n").utf8))
        return .done
    }
}
