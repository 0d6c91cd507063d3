/// The answer to a mail with commands: what was done, what was refused and why, what was not understood.
struct Receipt {
    struct Applied {
        let verb: String
        let sentence: String
    }

    struct Refused {
        let verb: String
        let line: Int
        let reason: String
    }

    var applied: [Applied] = []
    var refused: [Refused] = []
    let unknown: [UnknownCommand]
    /// How the ticket stands now.
    var stateSentence = ""

    init(unknown: [UnknownCommand]) {
        self.unknown = unknown
    }

    /// The values that the receipt's template adds to those of every mail.
    var members: [JSON.Member] {
        [
            JSON.Member(
                name: "applied",
                value: .array(applied.map { ["verb": .string($0.verb), "sentence": .string($0.sentence)] })),
            JSON.Member(
                name: "refused",
                value: .array(
                    refused.map {
                        ["verb": .string($0.verb), "line": $0.line.json, "reason": .string($0.reason)]
                    })),
            JSON.Member(
                name: "unknown",
                value: .array(
                    unknown.map {
                        ["line": $0.line.json, "text": .string($0.text), "suggestion": $0.suggestion.json]
                    })),
            JSON.Member(name: "state_sentence", value: .string(stateSentence)),
        ]
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
        case .invalid(let field, let problem):
            return "\(field) \(problem)."
        }
    }
}
