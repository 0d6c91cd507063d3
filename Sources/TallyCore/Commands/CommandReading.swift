/// The visible text of a reply, sorted into commands and words for people.
package struct CommandReading: Hashable, Sendable {
    /// How many commands, known or not, one mail can give; later ones stay words.
    ///
    /// Each costs queries inside the one writing transaction, and anybody may get a reply token by asking.
    package static let limit = 20

    package private(set) var commands: [LocatedCommand] = []
    package private(set) var mistakes: [CommandError] = []
    /// What is left when the command lines are taken out, without blank lines at either end.
    package private(set) var text = ""
    /// What follows `note`: for staff only.
    ///
    /// Nil without that verb.
    package private(set) var note: String?

    /// Whether the mail asks the desk for anything.
    package var isCommanding: Bool { !(commands.isEmpty && mistakes.isEmpty) }

    /// Reads commands out of the visible part of a reply; quotations must be cut off already.
    ///
    ///     reply   = *( blank / bare-line / slash-line ) *( words / slash-line )
    ///
    /// Bare lines count only before the first word. Employees have two bare verbs, and their lines with a
    /// slash that are no commands stay words: they write of "/home".
    ///
    /// - Parameter writerName: a closing that is left over, "Thanks, Sam" below a verb, says nothing to anybody.
    package init(
        visibleText: String, writerIsAgent: Bool, grammar: CommandGrammar = CommandGrammar(),
        writerName: String? = nil
    ) {
        let lines = visibleText.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var words: [Substring.UTF8View] = []
        var internalWords: [Substring.UTF8View] = []
        var isLeading = true
        for (index, line) in lines.enumerated() {
            let isTaken = take(
                line, number: index + 1, isLeading: &isLeading, writerIsAgent: writerIsAgent, grammar)
            guard !isTaken else { continue }
            if note == nil { words.append(line) } else { internalWords.append(line) }
        }
        text = Self.joined(words)
        if let first = note {
            note = [first, Self.joined(internalWords)].filter { !$0.utf8.isEmpty }.joined(separator: "\n")
        }
        if writerIsAgent, !isCommanding, let first = lines.firstIndex(where: { !CommandLine($0).isBlank }) {
            takeSlip(number: first + 1)
        }
        if isCommanding, let writerName {
            if Self.isSignOff(text, of: writerName) { text = "" }
            if let note, Self.isSignOff(note, of: writerName) { self.note = "" }
        }
    }

    /// Takes a line that is a command or a mistake; false for words.
    private mutating func take(
        _ line: Substring.UTF8View, number: Int, isLeading: inout Bool, writerIsAgent: Bool,
        _ grammar: CommandGrammar
    ) -> Bool {
        guard isLeading || Self.mayHaveSlash(line), commands.count + mistakes.count < Self.limit else {
            return false
        }
        let words = CommandLine(line)
        if words.isBlank { return false }
        guard words.hasSlash || isLeading else { return false }
        switch grammar.read(words) {
        case .command(let command) where words.hasSlash || writerIsAgent || command.isBareForEmployees:
            commands.append(LocatedCommand(command: command, line: number, text: words.shown))
            if command == .note { note = note ?? words.textBehindColon }
            return true
        case .mistake(let problem, let suggestion) where writerIsAgent || words.hasSlash && suggestion != nil:
            mistakes.append(
                CommandError(line: number, text: words.shown, problem: problem, suggestion: suggestion))
            // What employees write is never taken away.
            return writerIsAgent
        case .words, .command, .mistake:
            if !words.hasSlash { isLeading = false }
            return false
        }
    }

    /// A mail of an agent that is one word, and nearly a verb: sent to the requester it would say nothing.
    private mutating func takeSlip(number: Int) {
        let line = CommandLine(text.utf8)
        let (word, rest) = line.head
        guard (5...CommandVerb.longest).contains(word.utf8.count), Closing.isWhole(rest),
            let meant = CommandVerb.nearest(to: word)
        else { return }
        mistakes = [CommandError(line: number, text: line.shown, problem: .unknownVerb, suggestion: meant)]
        text = ""
    }

    // MARK: Lines

    private static func mayHaveSlash(_ line: Substring.UTF8View) -> Bool {
        guard let first = line.first(where: { !CommandLine.isBlank($0) }) else { return false }
        return first == UInt8(ascii: "/") || first >= 0x80
    }

    /// Nothing but a courtesy of the closed list and the writer's own name.
    private static func isSignOff(_ text: String, of name: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        let names = Set([name] + name.split(separator: " ").map(String.init)).map { asciiLowercased($0.utf8) }
        var hasName = false
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = CommandLine(line)
            if words.isBlank || Closing.isWhole(words.content) { continue }
            let isName = names.contains { $0.utf8.elementsEqual(asciiLowercased(words.content).utf8) }
            guard isName, !hasName else { return false }
            hasName = true
        }
        return true
    }

    private static func joined(_ lines: [Substring.UTF8View]) -> String {
        let isBlank: (Substring.UTF8View) -> Bool = { $0.allSatisfy { CommandLine.isBlank($0) } }
        guard let first = lines.firstIndex(where: { !isBlank($0) }),
            let last = lines.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return lines[first...last].map { String(Substring($0)) }.joined(separator: "\n")
    }
}

extension CommandLine {
    /// What stands behind the first colon, for `note: for staff only`; empty without one.
    fileprivate var textBehindColon: String {
        guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { return "" }
        return String(decoding: Self.trimmed(content[(colon + 1)...]), as: UTF8.self)
    }
}
