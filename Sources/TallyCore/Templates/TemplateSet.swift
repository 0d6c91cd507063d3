/// The templates of every kind of mail in every language, checked together when they are loaded.
///
/// Each kind has `<kind>/subject.mustache`, `<kind>/text.mustache` and `<kind>/html.mustache`; what they share is in
/// `partials/<name>.mustache`, included as `{{> name}}`. These are English. A folder with the tag of another language,
/// `de/`, holds the same files in that language, and its `words.json5` the phrases. What it lacks is English.
package struct TemplateSet: Sendable {
    /// A mail without its envelope and header.
    package struct Rendering: Hashable, Sendable {
        /// One line, trimmed.
        package let subject: String
        package let text: String
        package let html: String
    }

    private let languages: [LanguageTag: TemplateLanguage]
    /// The phrases of each language.
    package let vocabularies: Vocabularies
    /// Everything that is wrong, in the order of file names; the daemon does not start with any.
    package let problems: [TemplateProblem]
    /// Templates that no kind of mail has, sorted; harmless, but perhaps a misspelled name.
    package let unusedFiles: [String]
    /// What other languages lack, in words; harmless, since it is said in English.
    package let untranslated: [String]

    /// Parses and checks all templates.
    ///
    /// - Parameters:
    ///   - files: the content of each file by its name below the folder of mail templates, `received/html.mustache`.
    ///     Files whose names end with neither `.mustache` nor `.json5` do not count.
    ///   - kinds: every kind of mail that will be asked for.
    ///   - names: what each kind may name; kinds without an entry may name anything.
    package init(files: [String: [UInt8]], kinds: [String], names: [String: TemplateNames] = [:]) {
        let sorted = TemplateFiles(files)
        let english = TemplateLanguage(
            .english, files: sorted.english, kinds: kinds, names: names, behind: nil)
        var languages = [LanguageTag.english: english]
        var problems = sorted.problems + english.problems
        var unused = sorted.unusedFiles + english.unusedFiles
        var untranslated: [String] = []
        var vocabularies: [Vocabulary] = []
        for (language, files) in sorted.translations.sorted(by: { $0.key.text < $1.key.text }) {
            let translation = TemplateLanguage(
                language, files: files, kinds: kinds, names: names, behind: english)
            let words = VocabularyReading(language, sorted.words[language] ?? [])
            languages[language] = translation
            vocabularies.append(words.vocabulary)
            problems += translation.problems + words.problems
            unused += translation.unusedFiles
            untranslated += translation.missingFiles.map { "\($0): not there; English is used" }
            untranslated += words.vocabulary.missing.map {
                "\(language)/\(VocabularyReading.file): no words for \(JSON.string($0)); English is used"
            }
        }
        self.languages = languages
        self.vocabularies = Vocabularies(vocabularies)
        self.problems = problems.sorted {
            ($0.file, $0.position?.offset ?? -1) < ($1.file, $1.position?.offset ?? -1)
        }
        unusedFiles = unused.sorted()
        self.untranslated = untranslated
    }

    /// The subject, text and HTML of one mail.
    ///
    /// - Parameter language: as the vocabulary that the values were put into words with; English when there is no
    ///   folder of it any more.
    package func render(
        kind: String, language: LanguageTag = .english, values: JSON
    ) throws(TemplateFailure) -> Rendering {
        guard let templates = languages[language] ?? languages[.english],
            let subject = templates[kind, .subject], let text = templates[kind, .text],
            let html = templates[kind, .html]
        else { throw .unknownKind(kind) }
        return Rendering(
            subject: Self.singleLine(try subject.rendered(with: values, escaping: .none)),
            text: String(decoding: try text.rendered(with: values, escaping: .none), as: UTF8.self),
            html: String(decoding: try html.rendered(with: values, escaping: .html), as: UTF8.self))
    }

    /// Control characters and line separators become spaces, several spaces one, none at the ends.
    ///
    /// A value with a line end in it cannot add a header field.
    private static func singleLine(_ bytes: [UInt8]) -> String {
        var line = ""
        var isSpacePending = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7F...0x9F, 0x2028, 0x2029:
                isSpacePending = true
            default:
                if isSpacePending, !line.isEmpty { line.unicodeScalars.append(" ") }
                isSpacePending = false
                line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
