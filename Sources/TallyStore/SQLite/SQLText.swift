/// SQL put together from literals, with the values of its `?` in their order.
///
/// Every piece is a `StaticString`, so a value cannot be spliced into it.
struct SQLText {
    private(set) var text: String
    private(set) var values: [Value]

    init(_ text: StaticString, _ values: [Value]) {
        self.text = text.description
        self.values = values
    }

    init(_ text: StaticString, _ values: Value...) {
        self.text = text.description
        self.values = values
    }

    mutating func add(_ piece: StaticString, _ values: Value...) {
        text += " \(piece)"
        self.values += values
    }

    mutating func add(_ other: SQLText) {
        text += " \(other.text)"
        values += other.values
    }
}

/// Conditions that all have to hold.
struct SQLConditions {
    private(set) var all: [SQLText] = []

    mutating func require(_ piece: StaticString, _ values: Value...) {
        all.append(SQLText(piece, values))
    }

    mutating func require(_ condition: SQLText) { all.append(condition) }

    /// `WHERE …`; nothing when nothing is required.
    var clause: SQLText {
        var clause = SQLText("")
        for (index, condition) in all.enumerated() {
            clause.add(index == 0 ? "WHERE (" : "AND (")
            clause.add(condition)
            clause.add(")")
        }
        return clause
    }
}
