/// The words behind a subcommand, sorted into options and operands.
struct Arguments {
    private var values: [String: String] = [:]
    private var flags: Set<String> = []
    let operands: [String]

    /// - Parameters:
    ///   - valued: options that take a value, `--name VALUE` or `--name=VALUE`.
    ///   - flags: options that stand alone.
    ///   - operands: how many other words there may be.
    init(
        _ words: [String], valued: Set<String> = [], flags known: Set<String> = [],
        operands limit: ClosedRange<Int>
    ) throws(ProgramError) {
        var operands: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word != "--" else {
                operands.append(word)
                continue
            }
            let pieces = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = pieces[0]
            if known.contains(name), pieces.count == 1 {
                flags.insert(name)
            } else if valued.contains(name) {
                guard let value = pieces.count == 2 ? pieces[1] : rest.popFirst() else {
                    throw ProgramError(.usage, "\(name) needs a value")
                }
                values[name] = value
            } else {
                throw ProgramError(.usage, "unknown option \(name); see --help")
            }
        }
        guard limit.contains(operands.count) else {
            let problem =
                operands.count < limit.lowerBound
                ? "something is missing" : "too many words: \(operands.last ?? "")"
            throw ProgramError(.usage, "\(problem); see --help")
        }
        self.operands = operands
    }

    subscript(option: String) -> String? { values[option] }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The value of an option that must be there.
    func required(_ option: String) throws(ProgramError) -> String {
        guard let value = values[option] else {
            throw ProgramError(.usage, "\(option) is missing; see --help")
        }
        return value
    }

    /// Where the configuration is: `--config`, then `$TALLY_CONFIG`, then /etc.
    func configurationFile(_ environment: Environment) -> String {
        values["--config"] ?? environment["TALLY_CONFIG"] ?? "/etc/tally-maild/tally.json5"
    }
}
