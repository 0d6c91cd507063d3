internal import TallyCore

/// What an operation is told beside the content: in the path, the query or a field.
struct Parameter: Sendable {
    /// Where it stands.
    enum Place: String, Sendable {
        case path
        case query
        case header
    }

    let place: Place
    let name: String
    let note: String
    let schema: Schema

    /// A number or a word in the path.
    static func path(_ name: String, _ note: String, _ schema: Schema = .number) -> Parameter {
        Parameter(place: .path, name: name, note: note, schema: schema)
    }

    /// An item of the query, which may always be left out.
    static func query(_ name: String, _ schema: Schema, _ note: String) -> Parameter {
        Parameter(place: .query, name: name, note: note, schema: schema)
    }

    /// Several words of a closed choice, with commas between them.
    static func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, of type: Choice.Type, _ note: String
    ) -> Parameter {
        query(name, .array(.choice(of: type)), note)
    }

    /// The pages of a list.
    static let paging = [
        query("limit", .integer(least: 1, most: 200), "How many items a page has; 50 without it."),
        query("cursor", .anyText, "`next_cursor` of the page before."),
    ]

    /// The form of a list.
    static let format = query(
        "format", .choice(ListFormat.allCases.map(\.rawValue)), "`csv` is the same as `Accept: text/csv`.")

    /// The version that the caller changes, in place of `version` in the body.
    static let ifMatch = Parameter(
        place: .header, name: "If-Match",
        note: "The `ETag` of what is changed. Another version than the present one is 409.",
        schema: .text(pattern: #"^(\*|"[0-9]+")$"#))

    /// As the document has it.
    var json: JSON {
        var members: [(String, JSON?)] = [
            ("name", name.json), ("in", place.rawValue.json),
            ("required", place == .path ? true : Optional<JSON>.none),
            ("description", note.json), ("schema", (place == .query ? schema.orEmpty : schema).json),
        ]
        if case .array = schema { members += [("style", "form"), ("explode", false)] }
        return .object(members.present)
    }
}

extension Schema {
    /// The same or the empty text, since an item of a query that nobody filled in says nothing.
    fileprivate var orEmpty: Schema {
        switch self {
        case .text(least: 0, most: _, pattern: nil, format: nil), .array: self
        case .text, .integer, .number, .boolean, .choice, .object, .map, .named, .either, .nullable:
            .either([self, .text(most: 0)])
        }
    }
}
