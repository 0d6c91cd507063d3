internal import TallyCore

/// A schema that the document gives a name, so that clients get a type for it.
struct NamedSchema: Sendable {
    let name: String
    /// What it is, in a sentence.
    let summary: String
    let schema: Schema
    let example: JSON?

    init(_ name: String, _ summary: String, _ properties: [Schema.Property], example: JSON? = nil) {
        self.init(name, summary, schema: .object(properties), example: example)
    }

    init(_ name: String, _ summary: String, schema: Schema, example: JSON? = nil) {
        self.name = name
        self.summary = summary
        self.schema = schema
        self.example = example
    }

    /// A page of a list.
    static func list(
        of element: NamedSchema, named name: String? = nil, more: [Schema.Property] = []
    ) -> NamedSchema {
        NamedSchema(
            name ?? element.name + "List", "A page of a list.",
            [
                .always("items", .array(.named(element))),
                .always("total", .count, "How many there are on all pages together."),
                .always(
                    "next_cursor", .nullable(.anyText),
                    "What `cursor` has to be for the next page; null at the end."),
            ] + more)
    }

    /// As the document has it.
    var json: JSON {
        var members = [JSON.Member(name: "description", value: .string(summary))]
        members += schema.json.members ?? []
        if let example { members.append(JSON.Member(name: "examples", value: [example])) }
        return .object(members)
    }
}
