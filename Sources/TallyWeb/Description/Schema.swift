internal import TallyCore

/// What a JSON value of the API has to be, as JSON Schema 2020-12 says it, which OpenAPI 3.1 uses.
indirect enum Schema: Sendable {
    /// A text; without a least length it may be empty.
    case text(least: Int = 0, most: Int? = nil, pattern: String? = nil, format: String? = nil)
    case integer(least: Int64? = nil, most: Int64? = nil)
    case number(least: Double? = nil, most: Double? = nil)
    case boolean
    /// One of a few words.
    case choice([String])
    case array(Schema, most: Int? = nil)
    case object([Property])
    /// An object whose members all have values of one kind.
    case map(Schema)
    /// A schema that has a name of its own in the document.
    case named(NamedSchema)
    case either([Schema])
    case nullable(Schema)

    /// A member of an object.
    struct Property: Sendable {
        let name: String
        let schema: Schema
        /// Whether it is always there.
        let isRequired: Bool
        let note: String?

        /// A member that is always there.
        static func always(_ name: String, _ schema: Schema, _ note: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: true, note: note)
        }

        /// A member that may be left out.
        static func maybe(_ name: String, _ schema: Schema, _ note: String? = nil) -> Property {
            Property(name: name, schema: schema, isRequired: false, note: note)
        }
    }
}

// What occurs everywhere.
extension Schema {
    /// The number of a thing.
    static let number = Schema.integer(least: 1, most: .max)
    static let count = Schema.integer(least: 0)
    static let anyText = Schema.text()
    static let time = Schema.text(format: "date-time")
    static let date = Schema.text(format: "date")
    static let mailAddress = Schema.text(format: "email")

    /// A text with something in it.
    static func words(upTo limit: Int) -> Schema {
        .text(least: 1, most: limit, pattern: #"[^\u0000-\u0020]"#)
    }

    /// One of the names of a closed choice.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(of type: Choice.Type) -> Schema {
        .choice(type.allCases.map(\.rawValue))
    }
}

extension Schema {
    /// The schema as the document has it; a named one as a reference.
    var json: JSON { .object(members) }

    private var members: [JSON.Member] {
        switch self {
        case .text(let least, let most, let pattern, let format):
            [
                ("type", "string"), ("minLength", least == 0 ? .none : least.json), ("maxLength", most?.json),
                ("pattern", pattern?.json), ("format", format?.json),
            ].present
        case .integer(let least, let most):
            [
                ("type", "integer"), ("format", "int64"), ("minimum", least.map { .integer($0) }),
                ("maximum", most.map { .integer($0) }),
            ].present
        case .number(let least, let most):
            [
                ("type", "number"), ("minimum", least.map { .number($0) }),
                ("maximum", most.map { .number($0) }),
            ].present
        case .boolean: [("type", "boolean")].present
        case .choice(let words):
            [("type", "string"), ("enum", .array(words.map(\.json)))].present
        case .array(let element, let most):
            [("type", "array"), ("items", element.json), ("maxItems", most?.json)].present
        case .object(let properties): Self.members(of: properties)
        case .map(let value): [("type", "object"), ("additionalProperties", value.json)].present
        case .named(let schema): [("$ref", .string("#/components/schemas/\(schema.name)"))].present
        case .either(let schemas): [("anyOf", .array(schemas.map(\.json)))].present
        case .nullable(let schema): schema.nullableMembers
        }
    }

    private static func members(of properties: [Property]) -> [JSON.Member] {
        let required = properties.filter(\.isRequired).map { $0.name.json }
        return [
            ("type", "object"), ("required", required.isEmpty ? .none : .array(required)),
            ("properties", .object(properties.map { JSON.Member(name: $0.name, value: $0.json) })),
        ].present
    }

    /// A type beside null where there is one type, else a further choice.
    private var nullableMembers: [JSON.Member] {
        let members = members
        guard case .string(let type)? = members.first?.value, members.first?.name == "type" else {
            return [("anyOf", .array([.object(members), ["type": "null"]]))].present
        }
        return [JSON.Member(name: "type", value: [.string(type), "null"])]
            + members.dropFirst().map { member in
                guard member.name == "enum" else { return member }
                return JSON.Member(name: "enum", value: .array((member.value.elements ?? []) + [.null]))
            }
    }

    /// The named schemas in it, those of its parts before itself.
    var names: [NamedSchema] {
        switch self {
        case .text, .integer, .number, .boolean, .choice: []
        case .array(let part, _), .map(let part), .nullable(let part): part.names
        case .object(let properties): properties.flatMap(\.schema.names)
        case .either(let parts): parts.flatMap(\.names)
        case .named(let schema): schema.schema.names + [schema]
        }
    }
}

extension Schema.Property {
    /// The schema with what is to be said about the member.
    fileprivate var json: JSON {
        guard let note else { return schema.json }
        return .object((schema.json.members ?? []) + [JSON.Member(name: "description", value: .string(note))])
    }
}

extension [(String, JSON?)] {
    /// Those that are there, as members of an object.
    var present: [JSON.Member] {
        compactMap { name, value in value.map { JSON.Member(name: name, value: $0) } }
    }
}
