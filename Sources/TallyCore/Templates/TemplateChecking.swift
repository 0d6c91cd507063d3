/// Looking for what a template would only show when a mail is due: partials and values that are not there, values in
/// HTML that are not escaped.
struct TemplateChecking {
    /// The templates of the language that is looked at, by their names without `.mustache`.
    let templates: [String: Template]
    /// What they may include; also those of the language behind it.
    let partials: [String: Template]
    /// Every file, also those that could not be parsed.
    let present: Set<String>
    /// Of the language, with a slash; empty for English.
    let folder: String

    /// Finds partials that are missing, and values in HTML that are not escaped.
    func partialProblems() -> [TemplateProblem] {
        var problems: [TemplateProblem] = []
        let htmlPartials = htmlPartials
        for (name, template) in templates {
            let isHTML = htmlPartials.contains(name) || name.hasSuffix("/html")
            template.forEachNode { node in
                switch node {
                case .partial(let partial, _, let place)
                where partials[partial] == nil && !present.contains("partials/" + partial):
                    problems.append(problem(.missingPartial(partial), in: name, at: place))
                case .variable(let value, isEscaped: false, let place) where isHTML:
                    problems.append(problem(.unescapedValue(value.text), in: name, at: place))
                case .lineStart, .text, .variable, .section, .partial:
                    break
                }
            }
        }
        return problems
    }

    /// The partials of this language that some HTML includes, perhaps through others.
    private var htmlPartials: Set<String> {
        var found: Set<String> = []
        var pending = templates.keys.filter { $0.hasSuffix("/html") }
        while let name = pending.popLast() {
            templates[name]?.forEachNode { node in
                guard case .partial(let partial, _, _) = node else { return }
                if found.insert("partials/" + partial).inserted { pending.append("partials/" + partial) }
            }
        }
        return found
    }

    /// Finds names in a template, and in what it includes, that its kind has no value for.
    func nameProblems(of name: String, _ names: TemplateNames) -> [TemplateProblem] {
        guard let template = templates[name] else { return [] }
        var walk = Walk(checking: self, problems: [])
        walk.look(at: template.nodes, in: name, scopes: [names], depth: 0)
        return walk.problems
    }

    private struct Walk {
        let checking: TemplateChecking
        var problems: [TemplateProblem]
        /// Sections and partials that were looked at; a bound for partials that include themselves.
        private var steps = 0

        init(checking: TemplateChecking, problems: [TemplateProblem]) {
            self.checking = checking
            self.problems = problems
        }

        mutating func look(
            at nodes: [Template.Node], in file: String, scopes: [TemplateNames], depth: Int
        ) {
            steps += 1
            guard depth <= Template.maximumPartialDepth, steps <= 10_000 else { return }
            for node in nodes {
                switch node {
                case .lineStart, .text: break
                case .variable(let name, _, let place): _ = resolve(name, file, place, scopes)
                case .section(let name, let isInverted, let inner, let place):
                    let names = resolve(name, file, place, scopes)
                    let opened = isInverted ? scopes : scopes + [names ?? .anything]
                    look(at: inner, in: file, scopes: opened, depth: depth)
                case .partial(let name, _, _):
                    guard let partial = checking.partials[name] else { break }
                    look(at: partial.nodes, in: "partials/" + name, scopes: scopes, depth: depth + 1)
                }
            }
        }

        /// What a name stands for; nil when it is not there, which is a problem once it is known where.
        private mutating func resolve(
            _ name: Template.Name, _ file: String, _ place: TextPosition, _ scopes: [TemplateNames]
        ) -> TemplateNames? {
            guard let first = name.parts.first else { return .anything }
            var found = scopes.reversed().lazy.compactMap { $0[first] }.first
            for part in name.parts.dropFirst() { found = found?[part] }
            // What is included from English was looked at there.
            if found == nil, checking.templates[file] != nil {
                problems.append(checking.problem(.unknownName(name.text), in: file, at: place))
            }
            return found
        }
    }

    private func problem(
        _ reason: TemplateProblem.Reason, in name: String, at place: TextPosition?
    ) -> TemplateProblem {
        TemplateProblem(file: folder + name + ".mustache", position: place, reason: reason)
    }
}
