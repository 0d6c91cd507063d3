/// The part of a representation that a client asked for (RFC 9110 §14).
enum ByteRange: Hashable {
    /// No range was asked for, or none that a server has to understand.
    case whole
    case part(Range<Int>)
    /// All of it lies behind the end.
    case unsatisfiable

    /// Reads a Range field for a representation of so many octets.
    ///
    ///     Range         = "bytes=" range-spec      ; one range: several are answered with the whole (§14.2)
    ///     range-spec    = ( first-pos "-" [ last-pos ] ) / ( "-" suffix-length )
    ///
    /// What cannot be read is ignored, as §14.2 allows; nobody is served less than was asked for.
    init(_ field: String, size: Int) {
        let bytes = Array(field.utf8)
        guard bytes.prefix(6).map(\.lowercased).elementsEqual("bytes=".utf8) else {
            self = .whole
            return
        }
        let spec = bytes[6...].trimmingWhitespace
        guard let dash = spec.firstIndex(of: UInt8(ascii: "-")),
            let first = Self.number(spec[..<dash]), let last = Self.number(spec[(dash + 1)...])
        else {
            self = .whole
            return
        }
        switch (first, last) {
        case (.none, .none): self = .whole
        case (.none, .some(let suffix)):
            self = suffix == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - suffix)..<size)
        case (.some(let first), .some(let last)) where last < first: self = .whole
        case (.some(let first), _) where first >= size: self = .unsatisfiable
        case (.some(let first), .none): self = .part(first..<size)
        case (.some(let first), .some(let last)): self = .part(first..<min(last, size - 1) + 1)
        }
    }

    /// A position, which may be left out; nil when it is neither a number nor absent.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int?? {
        guard !digits.isEmpty else { return .some(nil) }
        // 18 digits cannot overflow.
        guard digits.count <= 18, digits.allSatisfy(\.isDigit) else { return nil }
        return .some(Int(String(decoding: digits, as: UTF8.self)))
    }
}

extension HTTPResponse {
    /// The response cut to the range that the request asks for; for a 200 whose content can be cut.
    ///
    /// A client that goes on with an earlier download names what it has in If-Range (RFC 9110 §13.1.5); it gets the
    /// whole when that is something else by now. Answers that say 416 have no content.
    package func cut(for request: HTTPRequest) -> HTTPResponse {
        guard status == .ok, request.method == .get || request.method == .head else { return self }
        var response = self
        response.fields["Accept-Ranges"] = "bytes"
        let ranges = request.fields.values(of: "range")
        guard request.method == .get, ranges.count == 1, isWhatIsMeant(by: request.fields) else {
            return response
        }
        switch ByteRange(ranges[0], size: contentBytes) {
        case .whole: return response
        case .unsatisfiable:
            response.status = .rangeNotSatisfiable
            response.fields["Content-Range"] = "bytes */\(contentBytes)"
            response.content = .bytes([])
        case .part(let range):
            response.status = .partialContent
            response.fields["Content-Range"] =
                "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(contentBytes)"
            switch content {
            case .bytes(let bytes): response.content = .bytes(Array(bytes[range]))
            case .file(let slice): response.content = .file(slice[range])
            case .webSocket: return self
            }
        }
        return response
    }

    /// Whether the response is the representation that the If-Range field names; so it is without such a field.
    ///
    /// Weak tags and dates in other forms than ours never match.
    private func isWhatIsMeant(by request: HTTPFields) -> Bool {
        let conditions = request.values(of: "if-range")
        guard let condition = conditions.first else { return true }
        guard conditions.count == 1 else { return false }
        if let tag = fields["etag"], tag == condition { return tag.utf8.first == UInt8(ascii: "\"") }
        return fields["last-modified"] == condition
    }
}
