/// A Mustache template, parsed once and rendered often.
///
/// The core modules of the Mustache specification 1.4: comments, delimiters, interpolation, inverted sections,
/// partials and sections. Dotted names, the implicit iterator and the indentation of partials included; lambdas not.
package struct Template: Hashable, Sendable {
    /// The keys of a value: `a.b` is two, the implicit iterator `.` is none.
    struct Name: Hashable, Sendable {
        let parts: [String]
        let text: String
    }

    indirect enum Node: Hashable, Sendable {
        /// The beginning of a line of the template, where the indentation of a partial goes.
        case lineStart
        case text([UInt8])
        case variable(Name, isEscaped: Bool, TextPosition)
        case section(Name, isInverted: Bool, [Node], TextPosition)
        case partial(String, indentation: [UInt8], TextPosition)
    }

    /// The most that one file may hold.
    package static let maximumSize = 1_048_576
    /// Sections within each other, in one file.
    package static let maximumDepth = 64

    let nodes: [Node]

    /// Parses a template.
    ///
    /// - Parameter file: how problems name it.
    package init(parsing bytes: [UInt8], file: String) throws(TemplateProblem) {
        var parser = TemplateParser(bytes: bytes, file: file)
        nodes = try parser.template()
    }

    /// Every node, sections looked into.
    func forEachNode(_ body: (Node) -> Void) {
        var pending = Array(nodes.reversed())
        while let node = pending.popLast() {
            body(node)
            if case .section(_, _, let inner, _) = node { pending += inner.reversed() }
        }
    }
}
