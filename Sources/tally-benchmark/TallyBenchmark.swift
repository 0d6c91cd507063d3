internal import Glibc
internal import MailParsing

/// Measures how fast mail is read.
///
/// `bench/run.py` runs it beside other programs; it is no part of what is installed.
@main
enum TallyBenchmark {
    private static let help = """
        tally-benchmark decode <PATHS     processor time of decoding mails, paths on standard input, as JSON
        tally-benchmark stages <PATHS     the same, stage by stage, a JSON object a line
        tally-benchmark hostile [FAMILY]  mails and bodies that are made to be slow, in growing sizes
        """

    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "decode": DecodeRun.run()
        case "stages": StagesRun.run()
        case "hostile": HostileRun.run()
        default:
            print(help)
            exit(64)
        }
    }
}
