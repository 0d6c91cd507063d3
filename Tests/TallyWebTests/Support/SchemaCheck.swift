import TallyCore

@testable import TallyWeb

/// Holds answers against the document of the API, more strictly than clients do.
///
/// A member that the document does not have is as wrong as one that is missing. A keyword that is not known here is
/// wrong too, so that nothing in the document goes unlooked at.
struct SchemaCheck {
    let document: JSON

    /// What is wrong with a value, each with the way to it.
    func problems(of value: JSON, against schema: JSON, at path: String = "$") -> [String] {
        if let name = schema["$ref"].text { return problems(of: value, against: resolve(name), at: path) }
        var problems: [String] = []
        for keyword in schema.members ?? [] {
            switch keyword.name {
            case "type":
                if !Self.types(keyword.value).contains(where: { Self.is(value, $0) }) {
                    problems.append("\(path): \(value) is no \(keyword.value)")
                }
            case "enum":
                if keyword.value.elements?.contains(value) == false {
                    problems.append("\(path): \(value) is none of \(keyword.value)")
                }
            case "anyOf":
                let schemas = keyword.value.elements ?? []
                if !schemas.contains(where: { self.problems(of: value, against: $0).isEmpty }) {
                    problems.append("\(path): \(value) is none of the \(schemas.count) choices")
                }
            case "properties": problems += members(of: value, against: schema, at: path)
            case "additionalProperties":
                for member in value.members ?? [] {
                    problems += self.problems(
                        of: member.value, against: keyword.value, at: "\(path).\(member.name)")
                }
            case "items":
                for (index, element) in (value.elements ?? []).enumerated() {
                    problems += self.problems(of: element, against: keyword.value, at: "\(path)[\(index)]")
                }
            case "minimum", "maximum", "minLength", "maxLength", "maxItems", "pattern", "format":
                if let problem = Self.limit(keyword, value) { problems.append("\(path): \(problem)") }
            case "required", "description", "examples": break
            case let other: problems.append("\(path): the keyword \(other) is unknown")
            }
        }
        return problems
    }

    private func resolve(_ reference: String) -> JSON {
        reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
    }

    private func members(of value: JSON, against schema: JSON, at path: String) -> [String] {
        guard let members = value.members else { return [] }
        let declared = schema["properties"].members ?? []
        var problems: [String] = []
        for name in schema["required"].elements?.compactMap(\.text) ?? []
        where !members.contains(where: { $0.name == name }) {
            problems.append("\(path): \(name) is missing")
        }
        for member in members {
            if let known = declared.first(where: { $0.name == member.name }) {
                problems += self.problems(
                    of: member.value, against: known.value, at: "\(path).\(member.name)")
            } else {
                problems.append("\(path): \(member.name) is not in the document")
            }
        }
        return problems
    }

    private static func types(_ value: JSON) -> [String] {
        value.text.map { [$0] } ?? value.elements?.compactMap(\.text) ?? []
    }

    private static func `is`(_ value: JSON, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer: type == "integer" || type == "number"
        case .number: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private static func limit(_ keyword: JSON.Member, _ value: JSON) -> String? {
        let bound = keyword.value
        guard bound != .null else { return "\(keyword.name) is null" }
        let isKept =
            switch (keyword.name, value) {
            case ("minimum", .integer(let number)): number >= Int64(bound.int ?? .min)
            case ("maximum", .integer(let number)): number <= Int64(bound.int ?? .max)
            case ("minLength", .string(let text)): text.unicodeScalars.count >= bound.int ?? 0
            case ("maxLength", .string(let text)): text.unicodeScalars.count <= bound.int ?? .max
            case ("maxItems", .array(let elements)): elements.count <= bound.int ?? .max
            case ("format", .string(let text)): isOf(format: bound.text ?? "", text)
            case ("pattern", .string(let text)):
                matches(text, bound.text ?? "")
            default: true
            }
        return isKept ? nil : "\(value) does not keep to \(keyword.name) \(bound)"
    }

    /// Whether a pattern of ours, which has to be one, occurs in a text.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        do {
            return try Regex(pattern).matchingSemantics(.unicodeScalar).firstMatch(in: text) != nil
        } catch {
            return false
        }
    }

    private static func isOf(format: String, _ text: String) -> Bool {
        switch format {
        case "date-time": text.utf8.count > 10 && Timestamp(internetTime: text) != nil
        case "date": CalendarDay(text) != nil
        case "email": MailAddress(text) != nil
        default: true
        }
    }
}
