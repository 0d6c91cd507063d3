/// What the header of a form's part says (RFC 7578 §4).
struct FormPart: Hashable {
    let name: String
    /// Nil for a field that is no file.
    let filename: String?
    let contentType: String

    /// Reads the lines of the header; a part needs a name, and its content comes as it is.
    init(_ lines: [[UInt8]]) throws(Problem) {
        var disposition: FieldParameters?
        var type: String?
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                throw FormData.broken("a part has a header line without a colon")
            }
            let name = String(decoding: line[..<colon].map(\.lowercased), as: UTF8.self)
            let value = Array(line[(colon + 1)...].trimmingWhitespace)
            switch name {
            case "content-disposition" where disposition == nil: disposition = FieldParameters(value)
            case "content-type" where type == nil: type = FieldParameters(value).first
            case "content-disposition", "content-type": throw FormData.broken("a part says \(name) twice")
            case "content-transfer-encoding":
                guard ["binary", "8bit", "7bit"].contains(FieldParameters(value).first) else {
                    throw FormData.broken("a part is encoded, which RFC 7578 §4.7 is against")
                }
            default: continue
            }
        }
        guard let disposition, disposition.first == "form-data", let name = disposition["name"] else {
            throw FormData.broken("a part has no name")
        }
        self.name = try Self.text(name)
        filename = try disposition["filename"].map { bytes throws(Problem) in try Self.text(bytes) }
        contentType = type ?? (filename == nil ? "text/plain" : "application/octet-stream")
    }

    /// A name as browsers write it: in UTF-8, with `"`, CR and LF as percent escapes (RFC 7578 §4.2), and no other.
    private static func text(_ bytes: [UInt8]) throws(Problem) -> String {
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue,
                [0x22, 0x0d, 0x0a].contains(high << 4 | low)
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        guard let text = String(validating: output, as: UTF8.self) else {
            throw FormData.broken("a name in it is not UTF-8 text")
        }
        return text
    }
}
