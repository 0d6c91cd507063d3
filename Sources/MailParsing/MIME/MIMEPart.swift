/// One part of a message (RFC 2045 §2.5), as ranges of the message.
struct MIMEPart: Sendable {
    let fields: [HeaderField]
    /// The multipart that holds it; nil for the message itself.
    let parent: Int?
    let depth: Int
    let contentType: ParameterizedValue
    let disposition: ParameterizedValue?
    let transferEncoding: TransferEncoding
    /// What is between the header and the delimiter, transfer encoding applied.
    var body: Range<Int>
    /// Whether parts were found inside.
    var isContainer = false

    init(fields: [HeaderField], parent: Int?, depth: Int, isInDigest: Bool, body: Range<Int>) {
        self.fields = fields
        self.parent = parent
        self.depth = depth
        self.body = body
        let type = HeaderField.first("Content-Type", in: fields).map {
            ParameterizedValue(reading: $0.rawValue)
        }
        // RFC 2046 §5.1.5: parts of a digest are messages. QUIRK: RFC 2045 §5.2. What cannot be read is plain text.
        // (quirks/type-without-subtype.eml)
        if let type, type.value.utf8.contains(UInt8(ascii: "/")) {
            contentType = type
        } else {
            contentType = isInDigest ? Self.message : Self.plainText
        }
        disposition = HeaderField.first("Content-Disposition", in: fields)
            .map { ParameterizedValue(reading: $0.rawValue) }
        transferEncoding = TransferEncoding(
            HeaderField.first("Content-Transfer-Encoding", in: fields)?.rawValue)
    }

    private static let message = ParameterizedValue(reading: Array("message/rfc822".utf8))
    private static let plainText = ParameterizedValue(reading: Array("text/plain".utf8))

    /// `type/subtype` in lower case.
    var mediaType: String { contentType.value }

    var isMultipart: Bool { mediaType.hasPrefix("multipart/") }

    /// The `boundary` of a multipart (RFC 2046 §5.1.1).
    var boundary: [UInt8]? {
        guard isMultipart, let text = contentType.bytes("boundary") else { return nil }
        let trimmed = text.trimmed
        return trimmed.isEmpty ? nil : Array(trimmed)
    }

    /// The canonical name of the `charset` parameter; empty when there is none.
    var charset: String { contentType.bytes("charset").map(Charset.canonicalName) ?? "" }

    /// Octets of HTML that are looked through for its charset (HTML Living Standard §13.2.3.2).
    private static let prescanLimit = 1_024

    /// The canonical name of the charset that HTML itself names in a `meta` element; empty when there is none.
    ///
    /// QUIRK: RFC 2046 §4.1.2. Programs send pages as they were saved, without the label that mail wants.
    /// (quirks/charset-html-meta.eml, quirks/charset-html-http-equiv.eml)
    func charset(declaredIn content: ArraySlice<UInt8>) -> String {
        guard mediaType == "text/html" else { return "" }
        let start = content.prefix(Self.prescanLimit)
        guard let meta = start.firstRangeIgnoringCase(of: "<meta"),
            let word = start[meta.upperBound...].firstRangeIgnoringCase(of: "charset=")
        else { return "" }
        let label = start[word.upperBound...].drop {
            $0.isWhitespace || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
        }
        .prefix { ByteSet.charsetName.contains($0) }
        let name = Charset.canonicalName(label)
        return Charset.keepsLineEnds(name) ? name : ""
    }

    /// The file name that the sender suggests (RFC 2183 §2.3), or the older `name` of the type.
    var filename: String? {
        if let name = disposition?.text("filename"), !name.isEmpty { return name }
        return contentType.text("name").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The `Content-ID` without angle brackets (RFC 2045 §7).
    var contentID: String? {
        HeaderField.first("Content-ID", in: fields).flatMap {
            MessageID.list(in: $0.rawValue, limit: 1).first?.text
        }
    }
}
