/// Whether a client takes gzip (RFC 9110 §12.5.3).
enum ContentCoding {
    /// Whether the Accept-Encoding fields prefer gzip to content as it is.
    ///
    ///     Accept-Encoding = [ ( codings [ weight ] ) *( OWS "," OWS ( codings [ weight ] ) ) ]
    static func acceptsGzip(_ fields: HTTPFields) -> Bool {
        var weights: [String: Int] = [:]
        for member in fields.tokens(of: "accept-encoding") {
            let parts = Array(member.utf8).split(separator: UInt8(ascii: ";"), maxSplits: 1)
            guard let name = parts.first else { continue }
            let coding = String(decoding: name.trimmingWhitespace, as: UTF8.self)
            guard let weight = parts.count == 1 ? 1_000 : weight(parts[1].trimmingWhitespace) else {
                continue
            }
            weights[coding] = weight
        }
        let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
        return gzip > 0 && gzip >= weights["identity"] ?? 0
    }

    /// A weight in thousandths; nil when it is none.
    ///
    ///     weight = OWS ";" OWS "q=" qvalue     ; RFC 9110 §12.4.2, three decimals at most
    private static func weight(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.starts(with: "q=".utf8) else { return nil }
        let digits = text.dropFirst(2)
        guard let first = digits.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else {
            return nil
        }
        let fraction = digits.dropFirst(2)
        guard digits.count == 1 || digits.dropFirst().first == UInt8(ascii: "."), fraction.count <= 3,
            fraction.allSatisfy(\.isDigit)
        else { return nil }
        var value = Int(first - UInt8(ascii: "0"))
        for place in 0..<3 {
            let digit = fraction.dropFirst(place).first.map { Int($0 - UInt8(ascii: "0")) } ?? 0
            value = value * 10 + digit
        }
        return value <= 1_000 ? value : nil
    }

    /// Whether content of this type becomes shorter.
    static func pays(for mediaType: String) -> Bool {
        let type = mediaType.utf8.prefix { $0 != UInt8(ascii: ";") }.map(\.lowercased)
        let name = String(decoding: type.trimmingWhitespace, as: UTF8.self)
        return name.hasPrefix("text/") || name.hasSuffix("+json") || name.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(name)
    }

    /// What an ETag of the compressed form ends with: it is another representation, and has to have another strong tag
    /// (RFC 9110 §8.8.1).
    private static let tagEnd = Array("-gzip\"".utf8)

    /// The tag of the compressed form of what has this tag.
    static func tagged(_ entityTag: String) -> String {
        String(decoding: Array(entityTag.utf8.dropLast()) + tagEnd, as: UTF8.self)
    }

    /// A list of tags, those of compressed forms replaced by the tags of what was compressed.
    static func untagged(_ entityTags: String) -> String {
        let tags = entityTags.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let untagged = tags.map { part -> String in
            let tag = Array(part).trimmingWhitespace
            guard tag.suffix(tagEnd.count).elementsEqual(tagEnd) else {
                return String(decoding: tag, as: UTF8.self)
            }
            return String(decoding: tag.dropLast(tagEnd.count) + [UInt8(ascii: "\"")], as: UTF8.self)
        }
        return untagged.joined(separator: ", ")
    }
}
