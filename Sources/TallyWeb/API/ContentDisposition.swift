/// The field that makes a browser keep a file rather than show it (RFC 6266).
enum ContentDisposition {
    private static let longestName = 150

    /// `attachment`, with the name in the two forms that old and new programs read (RFC 8187 §3.2).
    static func attachment(named name: String) -> String {
        let name = presentable(name)
        let plain = String(decoding: name.utf8.filter(isPlain), as: UTF8.self)
        let fallback = plain.isEmpty ? "attachment" : plain
        guard !name.isEmpty, plain != name else { return "attachment; filename=\"\(fallback)\"" }
        return "attachment; filename=\"\(fallback)\"; filename*=UTF-8''\(escaped(name))"
    }

    /// The last part of a path, without what hides or turns around what it says.
    ///
    /// Senders choose these names. Nothing here uses them as a path, but the reader's program may.
    static func presentable(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let separators = Set("/\\".utf8)
        let last = bytes.split(whereSeparator: separators.contains).last ?? []
        var scalars = String.UnicodeScalarView()
        var length = 0
        for scalar in String(decoding: last, as: UTF8.self).unicodeScalars {
            guard isShown(scalar) else { continue }
            length += UTF8.width(scalar)
            guard length <= longestName else { break }
            scalars.append(scalar)
        }
        var shown = scalars[...]
        while let first = shown.first, first == "." || first == " " { shown.removeFirst() }
        while let last = shown.last, last == "." || last == " " { shown.removeLast() }
        return String(String.UnicodeScalarView(shown))
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Among `format` are the marks that turn the direction of text: `gpj.exe` must not read as `exe.jpg`.
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            false
        default:
            true
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "%"): false
        default: (0x20..<0x7f).contains(byte)
        }
    }

    /// `ext-value` of RFC 8187 §3.2.1: everything but `attr-char` as percent and two digits.
    private static func escaped(_ name: String) -> String {
        PercentEncoding.encode(name) { $0.isLetterOrDigit || "!#$&+-.^_`|~".utf8.contains($0) }
    }
}
