/// The first word of a command.
enum CommandVerb: String, CaseIterable {
    case claim, release, assign, owner, resolve, close, reopen, waiting, status, priority, team, category
    case project, due, cc, merge, tag, untag, note, withdraw, undo, help

    /// What follows a verb on its line.
    enum Argument: Hashable {
        case nothing
        /// Words for people, behind a colon.
        case text
        /// A value of a closed form.
        case value
        /// A name of people's own making.
        case name
    }

    /// Other words for the same.
    private var synonyms: [String] {
        switch self {
        case .release: ["unclaim"]
        case .resolve: ["resolved", "solved", "done"]
        case .close: ["closed"]
        case .waiting: ["pending"]
        case .claim, .assign, .owner, .reopen, .status, .priority, .team, .category, .project, .due, .cc,
            .merge, .tag, .untag, .note, .withdraw, .undo, .help:
            []
        }
    }

    var argument: Argument {
        switch self {
        case .claim, .release, .close, .reopen, .waiting, .withdraw, .undo, .help: .nothing
        case .resolve, .note: .text
        case .status, .priority, .due, .cc, .merge: .value
        case .assign, .owner, .team, .category, .project, .tag, .untag: .name
        }
    }

    /// Whether it needs a colon behind it: `status: resolved`.
    var needsColon: Bool { self == .status || self == .owner }

    /// What it takes, in words for who got it wrong.
    var expectation: String {
        switch self {
        case .assign, .owner: "an address, a name, \"me\" or \"nobody\""
        case .status: "open, in_progress, waiting, resolved, closed or withdrawn"
        case .priority: "low, medium, high or critical"
        case .team: "the name of a team, or \"none\""
        case .category: "a category, or \"none\""
        case .project: "the name of a project, or \"none\""
        case .due: "a date like 2026-12-24, \"tomorrow\", \"friday\", \"in 3 days\", or \"none\""
        case .cc: "a mail address"
        case .merge: "the number of a ticket"
        case .tag, .untag: "one or more tags, with commas between them"
        case .claim, .release, .resolve, .close, .reopen, .waiting, .note, .withdraw, .undo, .help: "nothing"
        }
    }

    /// Every word that is a verb, in lower case.
    static let spellings: [String: CommandVerb] = {
        var words: [String: CommandVerb] = [:]
        for verb in allCases {
            for word in [verb.rawValue] + verb.synonyms { words[word] = verb }
        }
        return words
    }()

    /// Longer words are no verbs, and not even misspelt ones.
    static let longest = 12

    /// What is most likely meant by a misspelt word; nil when nothing comes near.
    ///
    /// - Parameter others: words of the site beside the verbs.
    static func nearest(to word: String, and others: [String] = []) -> String? {
        guard !word.utf8.isEmpty,
            let found = TallyCore.nearest(to: word, among: spellings.keys.sorted() + others)
        else { return nil }
        return found.distance <= (word.utf8.count <= 4 ? 1 : 2) ? found.word : nil
    }
}
