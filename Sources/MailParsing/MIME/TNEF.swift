/// What Exchange packs into `winmail.dat`: the Transport Neutral Encapsulation Format ([MS-OXTNEF]).
///
/// Every length is checked before it is used; what is cut off ends reading and what came before is kept.
struct TNEF: Sendable {
    private(set) var text: String?
    private(set) var html: String?
    private(set) var attachments: [Attachment] = []

    private var codepage = "windows-1252"
    private var current = Draft()

    /// An attachment while its attributes come in.
    private struct Draft: Sendable {
        var filename: String?
        var contentType: String?
        var contentID: String?
        var content: [UInt8]?
    }

    private static let signature = 0x223E_9F78
    private static let attributeLimit = 10_000

    static func isContainer(_ attachment: Attachment) -> Bool {
        attachment.contentType == "application/ms-tnef" || attachment.contentType == "application/vnd.ms-tnef"
            || attachment.filename?.asciiLowercased == "winmail.dat"
    }

    /// - Returns: nil when it is no TNEF at all.
    init?(reading bytes: [UInt8]) {
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
        flush()
    }

    private mutating func take(attribute: Int, level: Int, bytes: [UInt8], _ range: Range<Int>) {
        switch attribute {
        case 0x9007:  // attOemCodepage
            var cursor = LittleEndianCursor(bytes, range)
            if let page = cursor.takeInteger(4), page > 0 {
                codepage =
                    page == 65_001 ? "utf-8" : page == 932 ? "cp932" : page == 936 ? "gb18030" : "cp\(page)"
            }
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
        case 0x1013: html = string(property) ?? html  // PidTagBodyHtml
        case 0x3707: current.filename = string(property) ?? current.filename  // PidTagAttachLongFilename
        case 0x3704: current.filename = current.filename ?? string(property)  // PidTagAttachFilename
        case 0x370E: current.contentType = string(property)  // PidTagAttachMimeTag
        case 0x3712: current.contentID = string(property)  // PidTagAttachContentId
        case 0x3701: if current.content == nil { current.content = property.value }  // PidTagAttachDataBinary
        default: break
        }
    }

    private mutating func flush() {
        defer { current = Draft() }
        guard let content = current.content else { return }
        let isType = current.contentType?.utf8.contains(UInt8(ascii: "/")) == true
        let identifier = current.contentID.flatMap { $0.isEmpty ? nil : $0 }
        attachments.append(
            Attachment(
                filename: current.filename.flatMap { $0.isEmpty ? nil : $0 },
                contentType: isType ? current.contentType?.asciiLowercased ?? "" : "application/octet-stream",
                isInline: identifier != nil, contentID: identifier, content: content))
    }

    private func string(_ property: MAPIProperties.Property) -> String? {
        let text = string(property.value, charset: property.isUnicode ? "utf-16le" : codepage)
        return text.isEmpty ? nil : text
    }

    private func string(_ bytes: [UInt8], charset: String) -> String {
        var output: [UInt8] = []
        Charset.appendUTF8(of: bytes, charset: charset, to: &output)
        let ended = output.firstIndex(of: 0).map { Array(output[..<$0]) } ?? output
        return String(bytes: MessageBody.normalized(ended))
    }
}
