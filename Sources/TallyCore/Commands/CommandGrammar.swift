/// The language of commands at one site: the verbs everybody has, and the site's own words for them.
///
///     line     = ["/"] verb ( closing / ":" text / [":"] argument [closing] )
///     closing  = *mark [courtesy] *mark                 ; "claim, thanks!"
///
/// A line without a slash is prose unless nothing else can be meant: "I claim this is broken" and "claim this
/// is broken" stay sentences. A line with a slash that is no command is a mistake, never prose.
package struct CommandGrammar: Hashable, Sendable {
    /// A word of the site's people, and the command it stands for.
    package struct Alias: Hashable, Sendable {
        /// Its words, in lower case.
        let words: [String]
        /// `claim`, or with an argument, `priority critical`.
        let line: String
        /// As the site wrote it.
        let phrase: String

        /// Nil when `words` is empty, is one of the verbs, or has more than four words, or when `line` is no
        /// command.
        package init?(_ words: String, for line: String) {
            let parts = words.split(separator: " ").map { CommandGrammar.folded($0) }
            guard (1...4).contains(parts.count), words.utf8.count <= 60,
                !words.utf8.contains(where: { $0 < 0x20 || Self.separators.contains($0) }),
                !(parts.count == 1 && CommandVerb.spellings[parts[0]] != nil)
            else { return nil }
            self.words = parts
            self.line = line
            phrase = words
            guard CommandGrammar.isCommand(line) else { return nil }
        }

        private static let separators = Set(":/,.!".utf8)
    }

    /// What a line turned out to be.
    enum Reading: Hashable {
        case words
        case command(Command)
        case mistake(CommandError.Problem, suggestion: String?)
    }

    /// The prefix of ticket references: `TT`.
    let ticketPrefix: String
    package let aliases: [Alias]

    package init(ticketPrefix: String = "TT", aliases: [Alias] = []) {
        self.ticketPrefix = ticketPrefix
        // "take over now" goes before "take over".
        self.aliases = aliases.sorted { $0.words.count > $1.words.count }
    }

    /// Whether the line is a command, or a verb that waits for its argument: what an alias may stand for.
    static func isCommand(_ line: String) -> Bool {
        switch CommandGrammar().read(CommandLine("/\(line)".utf8)) {
        case .command: true
        case .mistake: CommandVerb.spellings[line].map { $0.argument != .nothing } ?? false
        case .words: false
        }
    }

    /// The verb that a misspelt one most likely means.
    static func nearestVerb(to line: String) -> String? {
        CommandVerb.nearest(to: CommandLine(line.utf8).head.word)
    }

    /// The longest line that is looked at as a command; the text behind a colon may make it that long.
    private static let longestLine = 10_000

    func read(_ line: CommandLine) -> Reading {
        guard line.content.count <= Self.longestLine else { return .words }
        let line = translated(line) ?? line
        let (word, rest) = line.head
        guard let verb = CommandVerb.spellings[word], Self.isEndOfWord(rest.first) else {
            guard line.looksLikeSlashCommand else { return .words }
            return .mistake(.unknownVerb, suggestion: suggestion(for: line))
        }
        let behind = CommandLine.trimmed(rest)
        guard let text = Self.withoutColon(behind) else {
            return read(verb, behind, line: line, hasColon: false)
        }
        return read(verb, text, line: line, hasColon: true)
    }

    private func read(
        _ verb: CommandVerb, _ argument: ArraySlice<UInt8>, line: CommandLine, hasColon: Bool
    ) -> Reading {
        switch verb.argument {
        case .nothing:
            if Closing.isWhole(argument), !hasColon || argument.isEmpty, let command = Self.alone(verb) {
                return .command(command)
            }
            return line.hasSlash
                ? .mistake(.unexpectedArgument(verb: verb.rawValue), suggestion: nil) : .words
        case .text:
            let isText = hasColon || (line.hasSlash && !Closing.isWhole(argument))
            guard isText || Closing.isWhole(argument) else { return .words }
            let text = isText ? String(decoding: argument, as: UTF8.self) : ""
            return .command(verb == .note ? .note : .resolve(text: text))
        case .value, .name:
            guard hasColon || line.hasSlash || !verb.needsColon else { return .words }
            let value = Closing.removed(from: argument)
            if isAskedFor(verb, value, argument, isMarked: hasColon || line.hasSlash),
                let command = CommandArgument(value, ticketPrefix: ticketPrefix).command(verb)
            {
                return .command(command)
            }
            return mistake(verb, value, line: line, hasColon: hasColon)
        }
    }

    private func suggestion(for line: CommandLine) -> String? {
        let word = line.content.prefix(60).prefix { !Self.isSeparator($0) }
        let own = aliases.filter { $0.words.count == 1 }.map(\.phrase)
        return CommandVerb.nearest(
            to: Self.folded(String(decoding: word, as: UTF8.self)[...]), and: own)
    }

    /// The verbs that stand alone; nil for the others.
    private static func alone(_ verb: CommandVerb) -> Command? {
        switch verb {
        case .claim: .claim
        case .release: .release
        case .close: .close
        case .reopen: .reopen
        case .waiting: .putOnHold
        case .withdraw: .withdraw
        case .undo: .undo
        case .help: .help
        case .assign, .owner, .resolve, .status, .priority, .team, .category, .project, .due, .cc, .merge,
            .tag,
            .untag, .note:
            nil
        }
    }

    /// Whether a value can be meant and not the rest of a sentence: "team network", but not "team is on it
    /// already".
    private func isAskedFor(
        _ verb: CommandVerb, _ value: ArraySlice<UInt8>, _ written: ArraySlice<UInt8>, isMarked: Bool
    ) -> Bool {
        if isMarked || verb.argument != .name { return true }
        // Bare tags are single words.
        let commas = value.count { $0 == UInt8(ascii: ",") }
        let limit = verb == .tag || verb == .untag ? commas + 1 : 3
        return Self.wordCount(value) <= limit && written.last != UInt8(ascii: "?")
    }

    /// A line whose verb is right and whose argument is not: a mistake when it cannot be prose.
    private func mistake(
        _ verb: CommandVerb, _ value: ArraySlice<UInt8>, line: CommandLine, hasColon: Bool
    ) -> Reading {
        let isShort = hasColon ? Self.wordCount(value) <= 2 : verb == .priority && Self.wordCount(value) == 1
        guard line.hasSlash || isShort else { return .words }
        let problem = CommandError.Problem.invalidArgument(verb: verb.rawValue, expected: verb.expectation)
        return .mistake(problem, suggestion: nil)
    }

    // MARK: Words of the site

    /// The line in the words of everybody; nil when it begins with none of the site's.
    private func translated(_ line: CommandLine) -> CommandLine? {
        guard !aliases.isEmpty else { return nil }
        for alias in aliases {
            guard let rest = Self.rest(of: line.content, behind: alias.words) else { continue }
            let slash = line.hasSlash ? "/" : ""
            return CommandLine(Array((slash + alias.line).utf8) + rest)
        }
        return nil
    }

    /// What follows these words; nil when the bytes begin otherwise.
    private static func rest(of bytes: ArraySlice<UInt8>, behind words: [String]) -> ArraySlice<UInt8>? {
        var rest = bytes
        for word in words {
            rest = CommandLine.trimmed(rest)
            let letters = rest.prefix(80).prefix { !isSeparator($0) }
            // A final mark of three octets has no separator before it.
            let end = Closing.start(in: letters) ?? letters.endIndex
            guard folded(String(decoding: rest[..<end], as: UTF8.self)[...]) == word else { return nil }
            rest = rest[end...]
        }
        return rest
    }

    /// In lower case, whatever the script; canonically equivalent texts are equal as Swift strings.
    fileprivate static func folded(_ word: Substring) -> String { word.lowercased() }

    // MARK: Bytes

    private static func isSeparator(_ byte: UInt8) -> Bool {
        CommandLine.isBlank(byte) || ":,.!".utf8.contains(byte)
    }

    private static func isEndOfWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return true }
        return isSeparator(byte) || byte >= 0x80
    }

    /// What follows a colon, ASCII's or the wide one; nil when there is none.
    private static func withoutColon(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        for colon in [Array(":".utf8), Array("\u{FF1A}".utf8)] where bytes.starts(with: colon) {
            return CommandLine.trimmed(bytes.dropFirst(colon.count))
        }
        return nil
    }

    private static func wordCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.split { CommandLine.isBlank($0) }.count
    }
}
