/// The files below the folder of mail templates, sorted by language.
struct TemplateFiles {
    /// By their names below the folder of their language.
    private(set) var english: [String: [UInt8]] = [:]
    private(set) var translations: [LanguageTag: [String: [UInt8]]] = [:]
    /// What `words.json5` of each language holds.
    private(set) var words: [LanguageTag: [UInt8]] = [:]
    private(set) var problems: [TemplateProblem] = []
    private(set) var unusedFiles: [String] = []

    /// - Parameter files: by their names below the folder of mail templates.
    init(_ files: [String: [UInt8]]) {
        for (name, bytes) in files {
            if name.hasSuffix(".mustache") {
                add(template: name, bytes)
            } else if name.hasSuffix(".json5") {
                add(words: name, bytes)
            }
        }
    }

    /// `received/html.mustache` is English, `de/received/html.mustache` is German.
    private mutating func add(template name: String, _ bytes: [UInt8]) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[1].utf8.contains(UInt8(ascii: "/")) else {
            english[name] = bytes
            return
        }
        guard let language = language(parts[0], of: name) else { return }
        translations[language, default: [:]][parts[1]] = bytes
    }

    private mutating func add(words name: String, _ bytes: [UInt8]) {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count == 2, parts[1] == VocabularyReading.file else {
            unusedFiles.append(name)
            return
        }
        guard let language = language(parts[0], of: name) else { return }
        words[language] = bytes
        translations[language, default: [:]].merge([:]) { old, _ in old }
    }

    private mutating func language(_ folder: String, of name: String) -> LanguageTag? {
        if let language = LanguageTag(folder), language.text == folder, language != .english {
            return language
        }
        problems.append(TemplateProblem(file: name, position: nil, reason: .notALanguage(folder)))
        return nil
    }
}
