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
    /// What became of the words beside refused commands, and that it answers several mails; empty when nothing
    /// needs saying.
    var wordsSentence = ""
    /// How the ticket stands now.
    package internal(set) var stateSentence = ""
    /// The line that takes everything back; nil when nothing was changed.
    var undoLine: String?

    init(mistakes: [CommandError] = []) {
        self.mistakes = mistakes
    }

    /// The values that the receipt's template adds to those of every mail.
    func members(_ words: Wording) -> [JSON.Member] {
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
                        "reason": .string($0.sentence(words)),
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
    ///
    /// - Parameter words: of whoever asked; English on the clocks of the site without them.
    package func sentence(settings: DeskSettings, _ words: Wording? = nil) -> String {
        let words = words ?? Wording(zone: settings.zone)
        switch self {
        case .notFound:
            return words(.noSuchTicket)
        case .missing(let kind):
            return "There is no such \(kind.noun)."
        case .forbidden(let verb, let kind):
            return words(
                .mayNot,
                ["verb": words(text: verb.words), "object": words(text: kind.words(for: verb))])
        case .alreadyClaimed(let person, let moment):
            return words(.takenAlready, ["name": person.name, "moment": words(moment)])
        case .workloadLimitReached(let limit, let held):
            let list = held.prefix(20).map { settings.reference(of: $0) }.joined(separator: ", ")
            return words(.limitReached, ["held": "\(held.count)", "limit": "\(limit)", "tickets": list])
        case .notPossible(let verb, let status):
            return words(
                .cannotBe, ["status": words.within(status), "done": words(text: verb.participle)])
        case .merged(let source, let target):
            let references = (settings.reference(of: source), settings.reference(of: target))
            return words(.mergedInto, ["reference": references.0, "other": references.1])
        case .notMerged(let ticket):
            return words(.notMerged, ["reference": settings.reference(of: ticket)])
        case .stale(let current, _):
            return words(.changedMeanwhile, ["version": "\(current)"])
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
            // A field is named as it was written; only what stands for the whole mail is a phrase.
            let name = field == Phrase.this.rawValue ? words(.this) : field
            return "\(name) \(words(text: problem))."
        }
    }
}
