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
