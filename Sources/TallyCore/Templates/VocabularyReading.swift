/// Reads the phrases of one language, a JSON5 object with the English phrases as its names.
struct VocabularyReading {
    /// What the file is called, in the folder of its language.
    static let file = "words.json5"

    private(set) var problems: [TemplateProblem] = []
    /// By their English texts.
    private var phrases: [String: String] = [:]
    private var clocks: [String: String] = [:]
    private let language: LanguageTag

    var vocabulary: Vocabulary { Vocabulary(language: language, phrases: phrases, clocks: clocks) }

    /// - Parameter bytes: of the file; empty when there is none.
    init(_ language: LanguageTag, _ bytes: [UInt8]) {
        self.language = language
        guard !bytes.isEmpty else { return }
        let limits = JSON.Limits(bytes: Template.maximumSize, depth: 4, values: 10_000)
        do {
            guard case .object(let members) = try LocatedJSON(json5: bytes, limits: limits).content else {
                add(.notWords("an object of phrases is expected"), at: nil)
                return
            }
            for member in members { read(member) }
        } catch {
            add(.notWords("\(error.reason)"), at: error.position)
        }
    }

    private mutating func read(_ member: LocatedJSON.Member) {
        if member.name == "clocks", case .object(let names) = member.value.content {
            for name in names {
                guard case .string(let text) = name.value.content else { continue }
                clocks[name.name] = text
            }
            return
        }
        guard Vocabulary.knownPhrases.contains(member.name) else {
            add(.unknownPhrase(member.name), at: member.position)
            return
        }
        guard case .string(let text) = member.value.content, !text.isEmpty else {
            add(.notWords("the phrase \(JSON.string(member.name)) needs a text"), at: member.position)
            return
        }
        let places = PhrasePattern(member.name).places
        for place in PhrasePattern(text).places.subtracting(places).sorted() {
            add(.unknownName(place), at: member.value.position)
        }
        phrases[member.name] = text
    }

    private mutating func add(_ reason: TemplateProblem.Reason, at position: TextPosition?) {
        problems.append(
            TemplateProblem(file: "\(language)/\(Self.file)", position: position, reason: reason))
    }
}
