/// The visible text of a reply, sorted into commands and words for people.
package struct CommandReading: Hashable, Sendable {
    /// How many commands, known or not, one mail can give; later ones stay words.
    ///
    /// Each costs queries inside the one writing transaction, and anybody may get a reply token by asking.
    package static let limit = 20

    package let commands: [LocatedCommand]
    package let unknown: [UnknownCommand]
    /// What is left when the command lines are taken out, without blank lines at either end.
    package let text: String

    /// Reads commands out of the visible part of a reply; quotations must be cut off already.
    ///
    ///     reply   = *blank *bare-line body
    ///     bare    = verb [":" text] [courtesy]      ; only as the leading lines
    ///     slash   = "/" verb …                      ; on any line
    ///
    /// A line is a command only when nothing but the verb, a text after a colon, or a closing courtesy stands
    /// on it, so that "I claim this is broken" stays a sentence. ASCII case is ignored. A slash and a word that is
    /// no verb is a slip when staff write it; employees write of "/home", and their words are never taken away.
    package init(visibleText: String, writerIsAgent: Bool) {
        var commands: [LocatedCommand] = []
        var unknown: [UnknownCommand] = []
        var rest: [Substring.UTF8View] = []
        var isLeading = true
        let lines = visibleText.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = CommandLine(line)
            if words.isBlank {
                rest.append(line)
                continue
            }
            guard commands.count + unknown.count < Self.limit else {
                rest.append(line)
                continue
            }
            if words.hasSlash {
                if let command = words.command {
                    commands.append(LocatedCommand(command: command, line: index + 1))
                } else if words.looksLikeSlashCommand {
                    let problem = words.unknown(line: index + 1)
                    if writerIsAgent || problem.suggestion != nil { unknown.append(problem) }
                    if !writerIsAgent { rest.append(line) }
                } else {
                    rest.append(line)
                }
                continue
            }
            if isLeading, let command = words.command, writerIsAgent || command.isBareForEmployees {
                commands.append(LocatedCommand(command: command, line: index + 1))
                continue
            }
            isLeading = false
            rest.append(line)
        }
        self.commands = commands
        self.unknown = unknown
        text = Self.joined(rest)
    }

    private static func joined(_ lines: [Substring.UTF8View]) -> String {
        let isBlank: (Substring.UTF8View) -> Bool = {
            $0.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        }
        guard let first = lines.firstIndex(where: { !isBlank($0) }),
            let last = lines.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return lines[first...last].map { String(Substring($0)) }.joined(separator: "\n")
    }
}
