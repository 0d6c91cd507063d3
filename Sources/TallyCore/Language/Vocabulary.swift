/// The phrases of one language.
package struct Vocabulary: Hashable, Sendable {
    /// The language that they are in; also the name of its folder of templates.
    package let language: LanguageTag
    /// What is missing is said in English.
    private let phrases: [Phrase: String]
    /// What people of this language call clocks: `MEZ` for `CET`.
    private let clocks: [String: String]

    /// The language of the program's own words.
    package static let english = Vocabulary(language: .english, phrases: [:], clocks: [:])

    package init(language: LanguageTag, phrases: [Phrase: String], clocks: [String: String]) {
        self.language = language
        self.phrases = phrases
        self.clocks = clocks
    }

    /// The phrase with its places as they are.
    package subscript(phrase: Phrase) -> String { phrases[phrase] ?? phrase.rawValue }

    /// What people call a clock that the IANA database calls `abbreviation`.
    func clock(_ abbreviation: String) -> String { clocks[abbreviation] ?? abbreviation }

    /// Phrases that are said in English for want of a translation.
    package var missing: [Phrase] {
        language == .english ? [] : Phrase.allCases.filter { phrases[$0] == nil }
    }
}

/// The vocabulary of every language that there is a folder for.
package struct Vocabularies: Hashable, Sendable {
    private let list: [LanguageTag: Vocabulary]

    package init(_ vocabularies: [Vocabulary] = []) {
        list = vocabularies.reduce(into: [.english: .english]) { $0[$1.language] = $1 }
    }

    /// The vocabulary of a language; nil when there is none.
    package subscript(language: LanguageTag) -> Vocabulary? { list[language] }

    /// The languages there are.
    package var languages: Set<LanguageTag> { Set(list.keys) }

    /// The vocabulary that serves the first of these languages that is served at all, else the English one.
    ///
    /// Looked up as RFC 4647 §3.4 has it: `de-AT` is served by `de-AT`, else by `de`.
    package func vocabulary(for wanted: [LanguageTag]) -> Vocabulary {
        for language in wanted {
            if let served = language.lookupRange.lazy.compactMap({ list[$0] }).first { return served }
        }
        return .english
    }
}

extension LanguageTag {
    /// English.
    package static let english: LanguageTag = {
        guard let tag = LanguageTag("en") else { preconditionFailure("a constant tag") }
        return tag
    }()

    /// The tag, and what is left of it when subtags are taken from its end, longest first (RFC 4647 §3.4).
    package var lookupRange: [LanguageTag] {
        var subtags = text.split(separator: "-")
        var range = [self]
        while subtags.count > 1 {
            subtags.removeLast()
            // A single letter begins an extension, and means nothing without it.
            if subtags.last?.utf8.count == 1 { continue }
            if let shorter = LanguageTag(subtags.joined(separator: "-")) { range.append(shorter) }
        }
        return range
    }
}
