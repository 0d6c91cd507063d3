/// What a request says, to be compared with those that came before.
package struct DuplicateQuestion: Hashable, Sendable {
    package let subject: String
    package let text: String
    /// Who asks; nil when nobody could be asked.
    package let requester: Person.ID?

    package init(subject: String, text: String, requester: Person.ID?) {
        self.subject = subject
        self.text = text
        self.requester = requester
    }

    /// The most telling words of the subject, for finding what to compare with: the longest, since they are
    /// the rarest.
    package var searchedWords: [String] {
        var seen: Set<String> = []
        return Self.words(of: subject).filter { seen.insert($0).inserted }
            .sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
            .prefix(8).map { $0 }
    }

    /// The words of a subject that say something, in lower case; pairs of characters in unbroken scripts.
    static func words(of subject: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func end() {
            let text = String(word)
            word = String.UnicodeScalarView()
            guard let first = text.unicodeScalars.first else { return }
            let least = SearchText.isUnbroken(first) ? 2 : 3
            if text.unicodeScalars.count >= least, !idleWords.contains(text) { words.append(text) }
        }
        for scalar in SearchText.indexed(subject).unicodeScalars.prefix(2_000) {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.numericType != nil
                || properties.generalCategory == .nonspacingMark
            {
                word.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
            } else {
                end()
            }
        }
        end()
        return words
    }

    /// Words that are in every second subject.
    private static let idleWords: Set<String> = [
        "the", "and", "for", "not", "with", "from", "have", "der", "die", "das", "und", "den", "ein", "eine",
        "nicht",
        "mit", "les", "des", "une", "pas", "los", "las", "una", "con", "para", "nie", "для", "не",
    ]
}
