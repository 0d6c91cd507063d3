internal import TallyCore

extension RequestBody {
    /// The version that the client changes: `version` in the body, else `If-Match`; nil when it names none.
    mutating func seenVersion(_ request: HTTPRequest) -> Int? {
        guard has("version") else { return request.matchedVersion }
        if let version = self["version"].int { return version }
        refuse("version", "must be a whole number")
        return nil
    }
}

extension HTTPRequest {
    /// The version in `If-Match`; nil when any will do.
    ///
    /// A tag that is none of ours matches nothing (RFC 9110 §13.1.1).
    var matchedVersion: Int? {
        guard let tag = fields["if-match"], tag != "*" else { return nil }
        let digits = String(decoding: Array(tag.utf8.dropFirst().dropLast()), as: UTF8.self)
        return tag == "\"\(digits)\"" ? Int(digits) ?? 0 : 0
    }
}
