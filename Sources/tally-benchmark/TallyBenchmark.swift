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
        tally-benchmark hostile [FAMILY [SIZE]]
                                          mails and bodies that are made to be slow, in growing sizes; memory is kept
        tally-benchmark hostile-fresh [FAMILY [SIZE]]
                                          the same with large blocks fresh from the kernel, as the daemon has them
        tally-benchmark desk FOLDER SIZE… the desk's verbs, lists, searches and numbers at growing numbers of tickets,
                                          as JSON; FOLDER is there, and left with the databases in it
        """

    static func main() async throws {
        let command = CommandLine.arguments.dropFirst().first
        // As the daemon does, so that what is measured is what runs; growth is that of the reader, not of the kernel.
        if command == "hostile" { ProcessHeap.keepEverything() } else { ProcessHeap.returnLargeBlocks() }
        switch command {
        case "decode": DecodeRun.run()
        case "stages": StagesRun.run()
        case "hostile", "hostile-fresh":
            let words = CommandLine.arguments.dropFirst(2)
            HostileRun(size: words.dropFirst().first.flatMap { Int($0) }).run(words.first)
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
