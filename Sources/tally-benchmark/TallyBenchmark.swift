internal import Glibc
internal import MailParsing
internal import TallyCore

/// Measures how fast mail is read, and what the desk takes at which size.
///
/// `bench/run.py` runs it beside other programs; it is no part of what is installed.
@main
enum TallyBenchmark {
    private static let help = """
        tally-benchmark decode <PATHS     processor time of decoding mails, paths on standard input, as JSON
        tally-benchmark stages <PATHS     the same, stage by stage, a JSON object a line
        tally-benchmark hostile [FAMILY]  mails and bodies that are made to be slow, in growing sizes
        tally-benchmark desk FOLDER SIZE… the desk's verbs, lists, searches and numbers at growing numbers of tickets,
                                          as JSON; FOLDER is there, and left with the databases in it
        """

    static func main() async throws {
        // As the daemon does, so that what is measured is what runs.
        ProcessHeap.returnLargeBlocks()
        switch CommandLine.arguments.dropFirst().first {
        case "decode": DecodeRun.run()
        case "stages": StagesRun.run()
        case "hostile": HostileRun.run()
        case "desk":
            let words = CommandLine.arguments.dropFirst(2)
            let sizes = words.dropFirst().compactMap { Int($0) }
            guard let folder = words.first, !sizes.isEmpty, sizes.count == words.count - 1 else {
                print(help)
                exit(64)
            }
            for size in sizes { try await DeskRun(folder: "\(folder)/\(size)", size: size).run() }
        default:
            print(help)
            exit(64)
        }
    }
}
