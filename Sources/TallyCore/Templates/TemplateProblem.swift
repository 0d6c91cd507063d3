/// What is wrong with a template, and where; found when templates are loaded, not when a mail is due.
package struct TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// The tag has no closing delimiter.
        case unclosedTag
        case emptyTag
        case invalidName(String)
        case invalidDelimiters
        /// The section is not closed.
        case unclosedSection(String)
        /// A closing tag without a section.
        case unopenedSection(String)
        /// A closing tag for another section than the one that is open.
        case mismatchedSection(closed: String, open: String)
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
        case notUTF8
        case missingFile
        case missingPartial(String)
        /// An unescaped value in HTML.
        case unescapedValue(String)
        /// No mail of this kind has a value of this name.
        case unknownName(String)
        /// The folder of a language has another name than the language.
        case notALanguage(String)
        /// A file of phrases that cannot be read.
        case notWords(String)
        case unknownPhrase(String)
    }

    /// The name of the file below the folder of templates.
    package let file: String
    /// Nil when it is about the file as a whole.
    package let position: TextPosition?
    package let reason: Reason

    package init(file: String, position: TextPosition?, reason: Reason) {
        self.file = file
        self.position = position
        self.reason = reason
    }

    /// `received/html.mustache:12:3: there is no partial "foot"; …`.
    package var description: String {
        file + (position.map { ":\($0)" } ?? "") + ": \(reason)"
    }
}

extension TemplateProblem.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unclosedTag: "the tag is not closed; write the closing delimiter"
        case .emptyTag: "the tag is empty; write a name into it"
        case .invalidName(let name):
            "\(JSON.string(name)) is not a name; write names joined by dots, without spaces"
        case .invalidDelimiters: "these are not delimiters; write for example {{=<% %>=}}"
        case .unclosedSection(let name): "the section \(JSON.string(name)) is not closed; write {{/\(name)}}"
        case .unopenedSection(let name): "no section \(JSON.string(name)) is open here; remove the tag"
        case .mismatchedSection(let closed, let open):
            "\(JSON.string(closed)) is closed while \(JSON.string(open)) is open; write {{/\(open)}} first"
        case .tooDeep(let limit): "more than \(limit) sections lie within each other; take some of them out"
        case .tooLarge(let limit): "the file is larger than \(limit) bytes; make it shorter"
        case .notUTF8: "this is not UTF-8; save the file as UTF-8"
        case .missingFile: "the file is missing; every kind of mail needs subject, text and html"
        case .missingPartial(let name):
            "there is no partial \(JSON.string(name)); write partials/\(name).mustache"
        case .unescapedValue(let name):
            "the value \(JSON.string(name)) is not escaped, and this is HTML; write {{\(name)}}"
        case .unknownName(let name):
            "there is no value \(JSON.string(name)) here; the README of the templates lists the names"
        case .notALanguage(let folder):
            "\(JSON.string(folder)) is no folder of a language; name it like de or pt-BR"
        case .notWords(let problem): "these are no phrases: \(problem)"
        case .unknownPhrase(let phrase):
            "\(JSON.string(phrase)) is none of the program's phrases; write its English text as it is"
        }
    }
}
