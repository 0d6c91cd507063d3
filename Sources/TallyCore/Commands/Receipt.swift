/// The answer to a mail with commands: what was done, what was refused and why, what was not understood.
package struct Receipt: Hashable, Sendable {
    package struct Applied: Hashable, Sendable {
        package let verb: String
        package let sentence: String
    }

    package struct Refused: Hashable, Sendable {
        package let verb: String
        package let line: Int
        package let reason: String
    }

    package internal(set) var applied: [Applied] = []
    package internal(set) var refused: [Refused] = []
    package let mistakes: [CommandError]
    /// What the verbs are, when that was asked.
    var help: [CommandHelp] = []
    /// What became of the words beside refused commands; empty when nothing needs saying.
    var wordsSentence = ""
    /// How the ticket stands now.
    package internal(set) var stateSentence = ""
    /// The line that takes everything back; nil when nothing was changed.
    var undoLine: String?

    init(mistakes: [CommandError] = []) {
        self.mistakes = mistakes
    }

    /// The values that the receipt's template adds to those of every mail.
    var members: [JSON.Member] {
        [
            member("applied", applied.map { ["verb": .string($0.verb), "sentence": .string($0.sentence)] }),
            member(
                "refused",
                refused.map {
                    ["verb": .string($0.verb), "line": $0.line.json, "reason": .string($0.reason)]
                }),
            member(
                "unknown",
                mistakes.map {
                    [
                        "line": $0.line.json, "text": .string($0.text), "suggestion": $0.suggestion.json,
                        "reason": .string($0.sentence),
                    ]
                }),
            member(
                "help", help.map { ["write": .string($0.write), "does": .string($0.does)] }),
            JSON.Member(name: "has_help", value: .bool(!help.isEmpty)),
            JSON.Member(name: "words_sentence", value: .string(wordsSentence)),
            JSON.Member(name: "state_sentence", value: .string(stateSentence)),
            JSON.Member(name: "undo_line", value: undoLine.json),
        ]
    }

    private func member(_ name: String, _ list: [JSON]) -> JSON.Member {
        JSON.Member(name: name, value: .array(list))
    }
}

extension Refusal {
    /// The refusal in a sentence for whoever asked; mail, API and console say the same.
    package func sentence(settings: DeskSettings) -> String {
        switch self {
        case .notFound:
            return "There is no such ticket."
        case .missing(let kind):
            return "There is no such \(kind.noun)."
        case .forbidden(let verb, let kind):
            return "You may not \(verb.words) \(kind.words(for: verb))."
        case .alreadyClaimed(let person, let moment):
            return "\(person.name) took it already, on \(settings.display(moment))."
        case .workloadLimitReached(let limit, let held):
            let list = held.prefix(20).map { settings.reference(of: $0) }.joined(separator: ", ")
            return
                "You hold \(held.count) unfinished tickets and may hold \(limit): \(list). Finish or release one first."
        case .notPossible(let verb, let status):
            return "A ticket that is \(status.label.lowercased()) cannot be \(verb.participle)."
        case .stale(let current):
            return
                "Somebody changed the ticket in the meantime (version \(current) now). Read it again, then repeat."
        case .conflict(let sentence):
            return sentence
        case .outdated(let kind, let current):
            return
                "Somebody changed the \(kind.noun) in the meantime (version \(current) now). Read it again, then repeat."
        case .inUse(let kind, let uses):
            return "There are still \(uses.map(\.words).joined(separator: " and ")) in this \(kind.noun)."
        case .lastAdmin:
            return "There would be no admin any more. Make somebody else one first."
        case .invalid(let field, let problem):
            return "\(field) \(problem)."
        }
    }
}
