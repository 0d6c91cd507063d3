/// The fields of a request or response, in order; names compare without regard to case (RFC 9110 §5.1).
package struct HTTPFields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// One field line.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package private(set) var lines: [Field]

    package init(_ lines: [Field] = []) {
        self.lines = lines
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field line with this name; setting replaces all of them, nil removes them.
    package subscript(name: String) -> String? {
        get { lines.first { $0.name.equalsIgnoringCase(name) }?.value }
        set {
            lines.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// Adds a line and leaves those with the same name.
    package mutating func append(_ name: String, _ value: String) {
        lines.append(Field(name: name, value: value))
    }

    /// The values of every line with this name, in order.
    package func values(of name: String) -> [String] {
        lines.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// The members of a comma-separated list field, in lower case, empty ones left out (RFC 9110 §5.6.1).
    ///
    /// For lists of tokens only: a comma inside a quoted string would be taken for a separator.
    package func tokens(of name: String) -> [String] {
        values(of: name).flatMap { value in
            value.utf8.split(separator: UInt8(ascii: ",")).map { part in
                String(decoding: part.map(\.lowercased).trimmingWhitespace, as: UTF8.self)
            }
        }.filter { !$0.isEmpty }
    }
}

extension Array where Element == UInt8 {
    /// Without spaces and tabs at both ends (`OWS`, RFC 9110 §5.6.3).
    var trimmingWhitespace: ArraySlice<UInt8> { self[...].trimmingWhitespace }
}

extension ArraySlice where Element == UInt8 {
    /// Without spaces and tabs at both ends (`OWS`, RFC 9110 §5.6.3).
    var trimmingWhitespace: ArraySlice<UInt8> {
        var slice = self
        while let first = slice.first, first == .space || first == .tab { slice.removeFirst() }
        while let last = slice.last, last == .space || last == .tab { slice.removeLast() }
        return slice
    }
}
