/// Why a field is refused, as the rest of a sentence, before it is known who reads it.
///
/// A literal is the English text of a `RefusalPhrase` without places; a test looks for any that is none.
package struct RefusalReason: Hashable, Sendable, ExpressibleByStringLiteral {
    /// In English, with its places as they are; also the name of its translations.
    let text: String
    let values: [String: String]

    package init(_ phrase: RefusalPhrase, _ values: [String: String] = [:]) {
        text = phrase.rawValue
        self.values = values
    }

    package init(stringLiteral text: String) {
        self.text = text
        values = [:]
    }

    /// What only programs and operators are told, who speak English; it reaches no mail.
    package init(english text: String) {
        self.text = text
        values = [:]
    }

    /// As the API says it.
    package var english: String { Wording()(self) }
}
