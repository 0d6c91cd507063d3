/// Why bytes are not a compiled time zone.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They do not begin with `TZif`.
    case notZoneFile
    /// Version 1, which cannot say what comes after 2037.
    case unsupportedVersion
    /// Fewer bytes than the header promises.
    case truncated
    /// A number that RFC 8536 does not allow, in the field of this name.
    case invalid(field: String)

    package var description: String {
        switch self {
        case .notZoneFile: "this is not a compiled time zone"
        case .unsupportedVersion:
            "this is a compiled time zone of version 1, and version 2 or later is needed"
        case .truncated: "the compiled time zone ends too early"
        case .invalid(let field): "the compiled time zone has an invalid \(field)"
        }
    }
}
