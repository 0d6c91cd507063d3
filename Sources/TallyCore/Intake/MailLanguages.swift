internal import MailParsing

extension Message {
    /// The languages of the text, then those that its writer would read, as the mail's header says (RFC 3282 §2, §3).
    ///
    /// Mail programs of offices write both, out of the settings of the machine they run on.
    package var writerLanguages: [LanguageTag] {
        ["content-language", "accept-language"].flatMap { name in
            LanguageTag.list(in: fields(named: name).first?.value ?? "")
        }
    }
}

extension LanguageTag {
    /// The languages that a field names, in its order; weights and comments are passed over.
    ///
    /// Whoever writes weights writes the heaviest first.
    package static func list(in field: String) -> [LanguageTag] {
        field.utf8.prefix(1_000).split(separator: UInt8(ascii: ",")).compactMap { item in
            let tag = item.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
                .filter { $0 > 0x20 }
            return LanguageTag(String(decoding: tag, as: UTF8.self))
        }
    }
}

extension DeskSettings {
    /// The language of an unknown writer: the first that they name and mail is written in; nil for the site's.
    func language(of message: Message) -> LanguageTag? {
        let vocabularies = vocabularies()
        return message.writerLanguages.first { language in
            language.lookupRange.contains { vocabularies[$0] != nil }
        }
    }
}
