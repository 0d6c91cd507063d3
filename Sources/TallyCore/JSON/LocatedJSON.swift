/// A value of a JSON5 text and where it stands, so that a message about it can say where to look.
///
/// Members keep their order, and members of one name are all kept: judging them is up to the reader of the value.
package struct LocatedJSON: Hashable, Sendable {
    /// What JSON5 has for values.
    package indirect enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        case integer(Int64)
        /// Also infinite or NaN, which JSON5 has.
        case number(Double)
        case string(String)
        case array([LocatedJSON])
        case object([Member])
    }

    /// One name, where it stands, and its value.
    package struct Member: Hashable, Sendable {
        package let name: String
        package let position: TextPosition
        package let value: LocatedJSON
    }

    package let content: Content
    /// The first character of the value.
    package let position: TextPosition

    /// The value without its places.
    package var json: JSON {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.json))
        case .object(let members): .object(members.map { JSON.Member(name: $0.name, value: $0.value.json) })
        }
    }
}
