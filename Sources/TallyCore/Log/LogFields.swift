/// The named facts of an event, in order: `["mailbox": name, "uid": 12]`.
///
/// A `Secret` has no JSON, so it cannot be one of them.
package struct LogFields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var list: [JSON.Member] = []

    package init(dictionaryLiteral elements: (String, any JSONRepresentable)...) {
        for (name, value) in elements { list.append(JSON.Member(name: Self.plain(name), value: value.json)) }
    }

    /// These and then those.
    package static func + (left: LogFields, right: LogFields) -> LogFields {
        var fields = left
        fields.list += right.list
        return fields
    }

    /// A name of letters, digits, `_`, `.` and `-`; anything else becomes `_`.
    private static func plain(_ name: String) -> String {
        let bytes = name.utf8.map { isAlphanumeric($0) || "_.-".utf8.contains($0) ? $0 : UInt8(ascii: "_") }
        return bytes.isEmpty ? "_" : String(decoding: bytes, as: UTF8.self)
    }
}
