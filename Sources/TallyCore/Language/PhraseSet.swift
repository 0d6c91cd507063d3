/// Phrases that belong together; the English text of each is also the name that `words.json5` translates it by.
///
/// `{name}` stands for a value.
package protocol PhraseSet: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

extension Vocabulary {
    /// Every phrase there is, in English, in the order of their sets; one that stands in two sets is one phrase.
    package static let everyPhrase: [String] = {
        let sets: [[String]] = [
            Phrase.allCases.map(\.rawValue), RefusalPhrase.allCases.map(\.rawValue),
            ReportPhrase.allCases.map(\.rawValue), PagePhrase.allCases.map(\.rawValue),
        ]
        var seen: Set<String> = []
        return sets.joined().filter { seen.insert($0).inserted }
    }()

    static let knownPhrases = Set(everyPhrase)
}
