/// The templates of one language, with the English ones behind them.
struct TemplateLanguage: Sendable {
    enum Part: String, CaseIterable {
        case subject
        case text
        case html
    }

    /// A template and the partials that it includes from.
    struct Sheet: Sendable {
        let template: Template
        let partials: [String: Template]

        func rendered(
            with values: JSON, escaping: TemplateEscaping
        ) throws(TemplateFailure) -> [UInt8] {
            try template.rendered(with: values, partials: partials, escaping: escaping)
        }
    }

    private var sheets: [String: Sheet] = [:]
    private let partials: [String: Template]
    private(set) var problems: [TemplateProblem] = []
    private(set) var unusedFiles: [String] = []
    /// What is taken from the English templates.
    private(set) var missingFiles: [String] = []

    private static let partialFolder = "partials/"
    private static let suffix = ".mustache"

    /// - Parameters:
    ///   - files: by their names below the folder of the language.
    ///   - english: nil for the English templates themselves, which have to be whole.
    init(
        _ language: LanguageTag, files: [String: [UInt8]], kinds: [String], names: [String: TemplateNames],
        behind english: TemplateLanguage?
    ) {
        let folder = english == nil ? "" : language.text + "/"
        var templates: [String: Template] = [:]
        for (file, bytes) in files {
            do {
                templates[String(file.dropLast(Self.suffix.count))] = try Template(
                    parsing: bytes, file: folder + file)
            } catch {
                problems.append(error)
            }
        }
        // A file that cannot be parsed is there all the same.
        let present = Set(files.keys.map { String($0.dropLast(Self.suffix.count)) })
        partials = templates.reduce(into: english?.partials ?? [:]) { list, entry in
            guard entry.key.hasPrefix(Self.partialFolder) else { return }
            list[String(entry.key.dropFirst(Self.partialFolder.count))] = entry.value
        }
        var known: Set<String> = []
        for kind in kinds {
            for part in Part.allCases {
                let name = "\(kind)/\(part.rawValue)"
                known.insert(name)
                if let template = templates[name] {
                    sheets[name] = Sheet(template: template, partials: partials)
                } else if let sheet = english?.sheets[name] {
                    sheets[name] = sheet
                }
                if !present.contains(name) {
                    if english == nil {
                        problems.append(
                            TemplateProblem(file: name + Self.suffix, position: nil, reason: .missingFile))
                    } else {
                        missingFiles.append(folder + name + Self.suffix)
                    }
                }
            }
        }
        unusedFiles = present.subtracting(known).filter { !$0.hasPrefix(Self.partialFolder) }
            .map { folder + $0 + Self.suffix }
        let checking = TemplateChecking(
            templates: templates, partials: partials, present: present, folder: folder)
        problems += checking.partialProblems()
        for kind in kinds {
            guard let names = names[kind] else { continue }
            for part in Part.allCases {
                problems += checking.nameProblems(of: "\(kind)/\(part.rawValue)", names)
            }
        }
        problems = Array(Set(problems))
    }

    /// A part of a kind in this language, else in English.
    subscript(kind: String, part: Part) -> Sheet? { sheets["\(kind)/\(part.rawValue)"] }
}
