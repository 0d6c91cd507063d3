/// What Exchange packs into `winmail.dat`: the Transport Neutral Encapsulation Format ([MS-OXTNEF]).
///
/// Every length is checked before it is used; what is cut off ends reading and what came before is kept.
struct TNEF: Sendable {
    private(set) var text: String?
    private(set) var html: String?
    private(set) var subject: String?
    private(set) var attachments: [Attachment] = []
    /// Something is left behind the last attribute that could be read.
    private(set) var isCutOff = false

    private var codepage = "windows-1252"
    /// The charset of the HTML, when it is said.
    private var internetCharset = ""
    private var richText: [UInt8]?
    private var current = Draft()
    private let nesting: Int

    /// An attachment while its attributes come in.
    private struct Draft: Sendable {
        var filename: String?
        var contentType: String?
        var contentID: String?
        var content: [UInt8]?
        /// The content is a message of its own, in TNEF again; one at most.
        var embedded: [TNEF] = []
    }

    private static let signature = 0x223E_9F78
    private static let attributeLimit = 10_000
    /// Messages inside each other; deeper ones stay closed.
    private static let nestingLimit = 4
    /// Octets of rich text that are unpacked at most.
    private static let richTextLimit = 8_388_608

    static func isContainer(_ attachment: Attachment) -> Bool {
        attachment.contentType == "application/ms-tnef" || attachment.contentType == "application/vnd.ms-tnef"
            || attachment.filename?.asciiLowercased == "winmail.dat"
    }

    /// - Returns: nil when it is no TNEF at all.
    init?(reading bytes: [UInt8], nesting: Int = 0) {
        self.nesting = nesting
        var cursor = LittleEndianCursor(bytes)
        guard cursor.takeInteger(4) == Self.signature, cursor.takeInteger(2) != nil else { return nil }
        var count = 0
        while count < Self.attributeLimit, let level = cursor.takeInteger(1),
            let name = cursor.takeInteger(4),
            let length = cursor.takeInteger(4), let value = cursor.takeBytes(length),
            cursor.takeInteger(2) != nil
        {
            count += 1
            take(attribute: name & 0xFFFF, level: level, bytes: bytes, value)
        }
        isCutOff = !cursor.isAtEnd
        flush()
        takeRichText()
    }

    /// The body in rich text, when there is no other; often it is HTML in disguise.
    private mutating func takeRichText() {
        guard text == nil, html == nil, let richText,
            let bytes = CompressedRTF.decode(richText, limit: Self.richTextLimit),
            let rich = RTFText(reading: bytes)
        else { return }
        if rich.isHTML { html = rich.text } else { text = rich.text }
    }

    private mutating func take(attribute: Int, level: Int, bytes: [UInt8], _ range: Range<Int>) {
        switch attribute {
        case 0x9007:  // attOemCodepage
            var cursor = LittleEndianCursor(bytes, range)
            if let page = cursor.takeInteger(4), page > 0 { codepage = Charset.name(ofCodepage: page) }
        case 0x8004: subject = string(Array(bytes[range]), charset: codepage)  // attSubject
        case 0x800C: text = text ?? string(Array(bytes[range]), charset: codepage)  // attBody
        case 0x9002: flush()  // attAttachRendData begins an attachment
        case 0x8010: current.filename = string(Array(bytes[range]), charset: codepage)  // attAttachTitle
        case 0x800F: current.content = Array(bytes[range])  // attAttachData
        case 0x9003, 0x9005:  // attMAPIProps, attAttachment
            for property in MAPIProperties(reading: bytes, range).list { take(property) }
        default: break
        }
    }

    private mutating func take(_ property: MAPIProperties.Property) {
        switch property.identifier {
        case 0x1000: text = string(property) ?? text  // PidTagBody
        case 0x1013: html = htmlBody(property) ?? html  // PidTagBodyHtml
        case 0x1009: richText = property.value  // PidTagRtfCompressed
        case 0x0037: subject = string(property) ?? subject  // PidTagSubject
        case 0x3FDE:  // PidTagInternetCodepage
            internetCharset = property.number.map(Charset.name(ofCodepage:)) ?? ""
        case 0x3707: current.filename = string(property) ?? current.filename  // PidTagAttachLongFilename
        case 0x3704: current.filename = current.filename ?? string(property)  // PidTagAttachFilename
        case 0x370E: current.contentType = string(property)  // PidTagAttachMimeTag
        case 0x3712: current.contentID = string(property)  // PidTagAttachContentId
        case 0x3701:  // PidTagAttachDataBinary, PidTagAttachDataObject
            guard property.isObject else {
                if current.content == nil { current.content = property.value }
                return
            }
            // An identifier of sixteen octets says what kind of object it is.
            let inner = Array(property.value.dropFirst(16))
            if nesting < Self.nestingLimit {
                current.embedded = TNEF(reading: inner, nesting: nesting + 1).map { [$0] } ?? []
            }
            if current.embedded.isEmpty, current.content == nil { current.content = inner }
        default: break
        }
    }

    private func htmlBody(_ property: MAPIProperties.Property) -> String? {
        if property.isUnicode { return string(property) }
        let text = string(property.value, charset: internetCharset)
        return text.isEmpty ? nil : text
    }

    private mutating func flush() {
        defer { current = Draft() }
        if let message = current.embedded.first {
            take(message)
            return
        }
        guard let content = current.content else { return }
        let isType = current.contentType?.utf8.contains(UInt8(ascii: "/")) == true
        let identifier = current.contentID.flatMap { $0.isEmpty ? nil : $0 }
        attachments.append(
            Attachment(
                filename: current.filename.flatMap { $0.isEmpty ? nil : $0 },
                contentType: isType ? current.contentType?.asciiLowercased ?? "" : "application/octet-stream",
                isInline: identifier != nil, contentID: identifier, content: content))
    }

    /// A message inside the message: its text as a file with its subject for a name, and its own files.
    private mutating func take(_ message: TNEF) {
        let name = message.subject ?? current.filename ?? "message"
        for (body, kind, ending) in [
            (message.text, "text/plain", "txt"), (message.html, "text/html", "html"),
        ] {
            guard let body else { continue }
            attachments.append(
                Attachment(
                    filename: "\(name).\(ending)", contentType: kind, isInline: false, contentID: nil,
                    content: Array(body.utf8)))
        }
        attachments.append(contentsOf: message.attachments)
    }

    private func string(_ property: MAPIProperties.Property) -> String? {
        let text = string(property.value, charset: property.isUnicode ? "utf-16le" : codepage)
        return text.isEmpty ? nil : text
    }

    private func string(_ bytes: [UInt8], charset: String) -> String {
        var output: [UInt8] = []
        Charset.appendUTF8(of: bytes, charset: charset, to: &output)
        let ended = output.firstIndex(of: 0).map { Array(output[..<$0]) } ?? output
        return String(bytes: MessageBody.normalized(ended[...]))
    }
}
