internal import TallyCore

/// A value bound to a statement.
enum Value {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    static func flag(_ value: Bool) -> Value { .integer(value ? 1 : 0) }
    /// A JSON array, for `json_each`.
    static func list(_ values: some Sequence<String>) -> Value {
        .text(String(decoding: JSON.array(values.map { .string($0) }).serialized(), as: UTF8.self))
    }
    static func optional(_ value: Int64?) -> Value { value.map { .integer($0) } ?? .null }
    static func optional(_ value: Int?) -> Value { value.map { .integer(Int64($0)) } ?? .null }
    static func optional(_ value: Bool?) -> Value { value.map { .flag($0) } ?? .null }
    static func optional(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
}
