/// The phrases of one language.
package struct Vocabulary: Hashable, Sendable {
    /// The language that they are in; also the name of its folder of templates.
    package let language: LanguageTag
    /// By their English texts; what is missing is said in English.
    private let phrases: [String: String]
    /// What people of this language call clocks: `MEZ` for `CET`.
    private let clocks: [String: String]

    /// The language of the program's own words.
    package static let english = Vocabulary(language: .english, phrases: [:], clocks: [:])

    /// - Parameters:
    ///   - phrases: by their English texts.
    ///   - clocks: by the abbreviations of the IANA database.
    package init(language: LanguageTag, phrases: [String: String], clocks: [String: String]) {
        self.language = language
        self.phrases = phrases
        self.clocks = clocks
    }

    /// The phrase with its places as they are.
    package subscript(phrase: some PhraseSet) -> String { self[text: phrase.rawValue] }

    /// The phrase whose English text this is, with its places as they are; other texts are themselves.
    subscript(text text: String) -> String { phrases[text] ?? text }

    /// What people call a clock that the IANA database calls `abbreviation`.
    func clock(_ abbreviation: String) -> String { clocks[abbreviation] ?? abbreviation }

    /// Phrases that are said in English for want of a translation.
    package var missing: [String] {
        language == .english ? [] : Self.everyPhrase.filter { phrases[$0] == nil }
    }

    /// The part of it that has these phrases, by their English texts; without names of clocks.
    func part(_ texts: some Sequence<String>) -> Vocabulary {
        var part: [String: String] = [:]
        for text in texts { part[text] = phrases[text] }
        return Vocabulary(language: language, phrases: part, clocks: [:])
    }

    /// What it says otherwise than in English, by the English texts.
    var translations: [String: String] { phrases }
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
