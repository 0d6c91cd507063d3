/// One line of a reply, looked at as a command.
struct CommandLine {
    let hasSlash: Bool
    /// The line without white space at its ends and without the slash.
    private let content: [UInt8]

    init(_ line: Substring.UTF8View) {
        var bytes = Self.trimmed(Array(line)[...])
        hasSlash = bytes.first == UInt8(ascii: "/")
        if hasSlash { bytes = bytes.dropFirst() }
        content = Array(bytes)
    }

    var isBlank: Bool { content.isEmpty && !hasSlash }

    /// A slash and at once a letter: `/clam`, but not `/ 3` or `/usr/bin`.
    var looksLikeSlashCommand: Bool {
        guard hasSlash, let first = content.first, Self.isLetter(first) else { return false }
        return !content.contains(UInt8(ascii: "/"))
    }

    /// The command that the whole line is; nil when it says anything else.
    ///
    /// Longer lines than this are prose, whatever they begin with; a text after a colon may be longer.
    var command: Command? {
        let word = content.prefix { Self.isLetter($0) }
        guard !word.isEmpty, word.count <= Self.longestVerb else { return nil }
        let verb = String(decoding: word.map { asciiLowercased($0) }, as: UTF8.self)
        let rest = Self.trimmed(content[word.endIndex...])
        if rest.first == UInt8(ascii: ":") {
            let text = Self.trimmed(rest.dropFirst())
            return commandWithText(verb, String(decoding: text, as: UTF8.self))
        }
        guard Self.isCourtesy(rest) else { return nil }
        return Self.bareCommand(verb)
    }

    func unknown(line: Int) -> UnknownCommand {
        let letters = content.prefix(Self.longestVerb + 1).prefix { Self.isLetter($0) }
        let word = String(decoding: letters.map { asciiLowercased($0) }, as: UTF8.self)
        let found = nearest(to: word, among: Self.verbs)
        return UnknownCommand(
            line: line, text: String(decoding: content.prefix(80), as: UTF8.self),
            suggestion: found.flatMap { $0.distance <= 2 ? $0.word : nil })
    }

    private func commandWithText(_ verb: String, _ text: String) -> Command? {
        switch verb {
        case "resolve", "resolved", "solved", "done": .resolve(text: text)
        case "status": Self.bareCommand(text.lowercased())
        default: text.isEmpty ? Self.bareCommand(verb) : nil
        }
    }

    private static func bareCommand(_ verb: String) -> Command? {
        switch verb {
        case "claim": .claim
        case "release", "unclaim": .release
        case "resolve", "resolved", "solved", "done": .resolve(text: "")
        case "close", "closed": .close
        case "reopen": .reopen
        case "waiting", "pending": .putOnHold
        case "withdraw": .withdraw
        case "help": .help
        default: nil
        }
    }

    /// Longer words are no verbs, and not even misspelt ones.
    private static let longestVerb = 12

    /// Verbs to compare a misspelt one with.
    private static let verbs = [
        "claim", "release", "resolve", "close", "reopen", "waiting", "withdraw", "help",
    ]

    /// Nothing, a final mark, or a word of thanks and greeting after a comma: "claim, thanks".
    private static func isCourtesy(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        guard let first = bytes.first, finalMarks.contains(first) else { return false }
        var words = bytes.drop { finalMarks.contains($0) || isBlank($0) }
        while let last = words.last, finalMarks.contains(last) || isBlank(last) { words = words.dropLast() }
        if words.isEmpty { return true }
        return courtesies.contains(String(decoding: words.map { asciiLowercased($0) }, as: UTF8.self))
    }

    private static let finalMarks = Set(".!,".utf8)
    private static let courtesies: Set<String> = [
        "thanks", "thank you", "thx", "many thanks", "thanks a lot", "cheers", "please", "best", "regards",
        "best regards", "kind regards", "danke", "vielen dank", "merci", "gracias",
    ]

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { isBlank($0) }
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        return bytes
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(asciiLowercased(byte))
    }

}
