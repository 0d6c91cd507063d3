internal import MailParsing
internal import TallyCore

/// `reply-text`: what of a body its writer wrote, without quotations and signature.
enum ReplyTextCommand: Subcommand {
    static let name = "reply-text"
    static let help = """
        tally-maild reply-text [FILE|-] [--html] [--batch]

        Prints the visible part of a body without headers; reads standard input without FILE.

          --html    the body is HTML; a name that ends with .html says so too, and one in .eml is a whole mail
          --batch   a path on each line of standard input, {"visible_text": …} on each line of the answer, in order
        """

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, flags: ["--html", "--batch"], operands: 0...1)
        let isHTML = arguments.has("--html")
        if arguments.has("--batch") {
            while let path = readLine() { answer(path, isHTML: isHTML) }
            return .done
        }
        let file = arguments.operands.first ?? "-"
        let bytes =
            try file == "-"
            ? StandardStreams.readInput(limit: 64 << 20) : FileAccess.read(file, limit: 64 << 20)
        StandardStreams.writeOutput(line: visibleText(bytes, name: file, isHTML: isHTML))
        return .done
    }

    private static func answer(_ path: String, isHTML: Bool) {
        let json: JSON
        do throws(ProgramError) {
            let bytes = try FileAccess.read(path, limit: 64 << 20)
            json = ["visible_text": .string(visibleText(bytes, name: path, isHTML: isHTML))]
        } catch {
            json = ["error": .string(error.message)]
        }
        StandardStreams.writeOutput(json.serialized() + [0x0A])
    }

    private static func visibleText(_ bytes: [UInt8], name: String, isHTML: Bool) -> String {
        if name.hasSuffix(".eml") { return Message(reading: bytes).visibleText }
        let text = String(decoding: bytes, as: UTF8.self)
        return isHTML || name.hasSuffix(".html")
            ? ReplySplit(html: text).visible : ReplySplit(plain: text).visible
    }
}
