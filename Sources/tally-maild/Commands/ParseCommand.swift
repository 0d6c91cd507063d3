internal import MailParsing
internal import TallyCore
internal import TallyCryptography

/// `parse`: one message as JSON, for people, scripts and tests.
enum ParseCommand: Subcommand {
    static let name = "parse"
    static let help = """
        tally-maild parse [FILE|-] [--field NAME] [--batch]

        Prints one message as JSON; reads standard input without FILE. A message is never refused: what cannot be
        understood is listed under "defects".

          --field NAME   only this value: text as it is, anything else as JSON
          --batch        a path on each line of standard input, one JSON object on each line of the answer, in order
        """

    /// Larger files are cut off here and say so by a defect.
    private static let largestFile = 256 << 20

    static func run(_ words: [String], environment: Environment) async throws(ProgramError) -> ExitCode {
        let arguments = try Arguments(words, valued: ["--field"], flags: ["--batch"], operands: 0...1)
        if arguments.has("--batch") {
            while let path = readLine() { answer(path, field: arguments["--field"]) }
            return .done
        }
        let file = arguments.operands.first ?? "-"
        let bytes =
            try file == "-"
            ? StandardStreams.readInput(limit: largestFile) : FileAccess.read(file, limit: largestFile)
        StandardStreams.writeOutput(try output(bytes, field: arguments["--field"], isPretty: true))
        return .done
    }

    /// One line for one file of a batch; a file that cannot be read is an object with an `error`.
    private static func answer(_ path: String, field: String?) {
        do throws(ProgramError) {
            let bytes = try FileAccess.read(path, limit: largestFile)
            let json = try value(field, of: json(bytes))
            StandardStreams.writeOutput(json.serialized() + [0x0A])
        } catch {
            let json: JSON = ["error": .string(error.message)]
            StandardStreams.writeOutput(json.serialized() + [0x0A])
        }
    }

    private static func output(_ bytes: [UInt8], field: String?, isPretty: Bool) throws(ProgramError)
        -> [UInt8]
    {
        let json = try value(field, of: json(bytes))
        if field != nil, let text = json.text { return Array((text + "\n").utf8) }
        return json.prettyPrinted() + [0x0A]
    }

    private static func value(_ field: String?, of json: JSON) throws(ProgramError) -> JSON {
        guard let field else { return json }
        guard let member = json.members?.first(where: { $0.name == field }) else {
            let names = (json.members ?? []).map(\.name).joined(separator: ", ")
            throw ProgramError(.usage, "--field \(field): there is no such value; there are \(names)")
        }
        return member.value
    }

    private static func json(_ bytes: [UInt8]) -> JSON {
        let cryptography = SodiumCryptography()
        return Message(reading: bytes).json { hexadecimalText(cryptography.sha256($0)) }
    }
}
