/// The templates of every kind of mail, checked together when they are loaded.
///
/// Each kind has `<kind>/subject.mustache`, `<kind>/text.mustache` and `<kind>/html.mustache`; what they share is in
/// `partials/<name>.mustache`, included as `{{> name}}`.
package struct TemplateSet: Sendable {
    /// A mail without its envelope and header.
    package struct Rendering: Hashable, Sendable {
        /// One line, trimmed.
        package let subject: String
        package let text: String
        package let html: String
    }

    private struct Kind {
        let subject: Template
        let text: Template
        let html: Template
    }

    private let kinds: [String: Kind]
    private let partials: [String: Template]
    /// Everything that is wrong, in the order of file names; the daemon does not start with any.
    package let problems: [TemplateProblem]
    /// Templates that no kind of mail has, sorted; harmless, but perhaps a misspelled name.
    package let unusedFiles: [String]

    /// Parses and checks all templates.
    ///
    /// - Parameters:
    ///   - files: the content of each file by its name below the folder of mail templates, `received/html.mustache`.
    ///     Files whose names do not end with `.mustache` do not count.
    ///   - kinds: every kind of mail that will be asked for.
    package init(files: [String: [UInt8]], kinds: [String]) {
        var loader = TemplateLoader()
        for (name, bytes) in files where name.utf8.suffix(9).elementsEqual(".mustache".utf8) {
            loader.load(name, bytes)
        }
        unusedFiles = loader.checkFiles(kinds: kinds)
        let partials = loader.partials
        loader.checkPartials(partials)
        self.partials = partials
        self.kinds = kinds.reduce(into: [:]) { list, kind in
            guard let subject = loader.templates["\(kind)/subject"],
                let text = loader.templates["\(kind)/text"],
                let html = loader.templates["\(kind)/html"]
            else { return }
            list[kind] = Kind(subject: subject, text: text, html: html)
        }
        problems = loader.problems.sorted {
            ($0.file, $0.position?.offset ?? -1) < ($1.file, $1.position?.offset ?? -1)
        }
    }

    /// The subject, text and HTML of one mail.
    package func render(kind: String, values: JSON) throws(TemplateFailure) -> Rendering {
        guard let templates = kinds[kind] else { throw .unknownKind(kind) }
        let subject = try templates.subject.rendered(with: values, partials: partials, escaping: .none)
        let text = try templates.text.rendered(with: values, partials: partials, escaping: .none)
        let html = try templates.html.rendered(with: values, partials: partials, escaping: .html)
        return Rendering(
            subject: Self.singleLine(subject), text: String(decoding: text, as: UTF8.self),
            html: String(decoding: html, as: UTF8.self))
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

/// Parses templates and collects what is wrong with them.
private struct TemplateLoader {
    /// By their names without `.mustache`.
    private(set) var templates: [String: Template] = [:]
    private(set) var problems: [TemplateProblem] = []
    /// Every file, also those that could not be parsed.
    private var names: Set<String> = []

    private static let partialFolder = "partials/"
    private static let parts = ["subject", "text", "html"]

    mutating func load(_ file: String, _ bytes: [UInt8]) {
        let name = String(decoding: file.utf8.dropLast(9), as: UTF8.self)
        names.insert(name)
        do {
            templates[name] = try Template(parsing: bytes, file: file)
        } catch {
            problems.append(error)
        }
    }

    /// The partials by their names in tags.
    var partials: [String: Template] {
        templates.reduce(into: [:]) { list, entry in
            guard entry.key.utf8.starts(with: Self.partialFolder.utf8) else { return }
            let name = entry.key.utf8.dropFirst(Self.partialFolder.utf8.count)
            list[String(decoding: name, as: UTF8.self)] = entry.value
        }
    }

    /// Finds files that are missing, and returns those that nobody will ask for.
    mutating func checkFiles(kinds: [String]) -> [String] {
        let expected = kinds.flatMap { kind in Self.parts.map { "\(kind)/\($0)" } }
        for name in expected where !names.contains(name) {
            add(.missingFile, to: name, at: nil)
        }
        let known = Set(expected)
        return names.filter { !known.contains($0) && !$0.utf8.starts(with: Self.partialFolder.utf8) }
            .map { $0 + ".mustache" }.sorted()
    }

    /// Finds partials that are missing, and values in HTML that are not escaped.
    mutating func checkPartials(_ partials: [String: Template]) {
        var htmlPartials: Set<String> = []
        var pending = templates.keys.filter { $0.utf8.suffix(5).elementsEqual("/html".utf8) }
        while let name = pending.popLast() {
            templates[name]?.forEachNode { node in
                guard case .partial(let partial, _, _) = node else { return }
                let file = Self.partialFolder + partial
                if htmlPartials.insert(file).inserted { pending.append(file) }
            }
        }
        for (name, template) in templates {
            let isHTML = htmlPartials.contains(name) || name.utf8.suffix(5).elementsEqual("/html".utf8)
            template.forEachNode { node in
                switch node {
                case .partial(let partial, _, let place)
                where partials[partial] == nil && !names.contains(Self.partialFolder + partial):
                    add(.missingPartial(partial), to: name, at: place)
                case .variable(let value, isEscaped: false, let place) where isHTML:
                    add(.unescapedValue(value.text), to: name, at: place)
                case .lineStart, .text, .variable, .section, .partial:
                    break
                }
            }
        }
    }

    private mutating func add(_ reason: TemplateProblem.Reason, to name: String, at place: TextPosition?) {
        problems.append(TemplateProblem(file: name + ".mustache", position: place, reason: reason))
    }
}
