/// How values are written into the text around them.
package enum TemplateEscaping: Hashable, Sendable {
    /// `&`, `<`, `>`, `"` and `'` become references; unless the tag says otherwise.
    case html
    /// Values are written as they are.
    case none
}

extension Template {
    /// The most that a rendering may become, in bytes.
    package static let maximumOutput = 4_194_304
    /// The most text, values and sections that a rendering may write.
    package static let maximumSteps = 1_000_000
    /// Partials within each other.
    package static let maximumPartialDepth = 16

    /// The text of the template with the values in it.
    ///
    /// A name or partial that is not there is empty; `TemplateSet` finds missing partials beforehand. Null, false, the empty text and the empty list are false in a section.
    package func rendered(
        with values: JSON, partials: [String: Template], escaping: TemplateEscaping
    ) throws(TemplateFailure) -> [UInt8] {
        var renderer = TemplateRenderer(partials: partials, escaping: escaping, values: values)
        try renderer.render(nodes)
        return renderer.output
    }
}

/// One rendering while it grows.
struct TemplateRenderer {
    private(set) var output: [UInt8] = []
    private let partials: [String: Template]
    private let escaping: TemplateEscaping
    /// The innermost last.
    private var context: [JSON]
    private var indentation: [UInt8] = []
    private var depth = 0
    private var steps = 0

    init(partials: [String: Template], escaping: TemplateEscaping, values: JSON) {
        self.partials = partials
        self.escaping = escaping
        context = [values]
    }

    /// Recursion is bounded: by the depth of sections in one file times the depth of partials.
    mutating func render(_ nodes: [Template.Node]) throws(TemplateFailure) {
        for node in nodes {
            steps += 1
            guard steps <= Template.maximumSteps else {
                throw .tooManySteps(limit: Template.maximumSteps)
            }
            switch node {
            case .lineStart: output += indentation
            case .text(let bytes): output += bytes
            case .variable(let name, let isEscaped, _):
                append(value(of: name), isEscaped: isEscaped && escaping == .html)
            case .section(let name, let isInverted, let inner, _):
                try renderSection(value(of: name), isInverted: isInverted, inner)
            case .partial(let name, let inset, _):
                try renderPartial(name, inset: inset)
            }
            guard output.count <= Template.maximumOutput else {
                throw .tooLarge(limit: Template.maximumOutput)
            }
        }
    }

    private mutating func renderSection(
        _ value: JSON, isInverted: Bool, _ inner: [Template.Node]
    ) throws(TemplateFailure) {
        guard value.isTrue != isInverted else { return }
        if isInverted {
            try render(inner)
            return
        }
        for element in value.elements ?? [value] {
            context.append(element)
            try render(inner)
            context.removeLast()
        }
    }

    private mutating func renderPartial(_ name: String, inset: [UInt8]) throws(TemplateFailure) {
        guard let partial = partials[name] else { return }
        guard depth < Template.maximumPartialDepth else { throw .tooDeep(partial: name) }
        let outer = indentation
        indentation += inset
        depth += 1
        try render(partial.nodes)
        depth -= 1
        indentation = outer
    }

    /// The first part of a name is looked for from the inside out, the others only below it.
    private func value(of name: Template.Name) -> JSON {
        guard let first = name.parts.first else { return context[context.count - 1] }
        for scope in context.reversed() {
            guard let member = scope.members?.last(where: { $0.name == first }) else { continue }
            return name.parts.dropFirst().reduce(member.value) { $0[$1] }
        }
        return .null
    }

    private mutating func append(_ value: JSON, isEscaped: Bool) {
        switch value {
        case .null: break
        case .string(let text):
            if isEscaped { appendEscaped(text) } else { output += text.utf8 }
        case .number(let number):
            let whole = Int64(exactly: number)
            output += whole.map { String($0).utf8 } ?? number.description.utf8
        case .bool, .integer: output += value.serialized()
        case .array, .object:
            if isEscaped { appendEscaped(value.description) } else { output += value.serialized() }
        }
    }

    private mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: ">"): output += "&gt;".utf8
            case UInt8(ascii: "\""): output += "&quot;".utf8
            case UInt8(ascii: "'"): output += "&#39;".utf8
            default: output.append(byte)
            }
        }
    }
}

extension JSON {
    /// Whether a section of this value is rendered.
    fileprivate var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let flag): flag
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .integer, .number, .object: true
        }
    }
}
