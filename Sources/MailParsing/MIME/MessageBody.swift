/// What the leaf parts of a message are: its text, its HTML, its attachments.
struct MessageBody: Sendable {
    /// The parts of its text, in order.
    private(set) var texts: [BodyText] = []
    private(set) var attachments: [Attachment] = []
    /// Files inside other containers than MIME's.
    private(set) var extracted: [Attachment] = []
    /// The outermost signature; it is not verified.
    private(set) var signature: Signature?
    private(set) var defects: [Defect] = []

    private let bytes: [UInt8]
    private let parts: [MIMEPart]
    private let limits: Limits
    /// How many signatures are around it.
    private let nesting: Int
    /// Where the part stands that is the text although its type says more.
    private let unusualText: Int?

    /// Signatures inside each other; deeper ones stay closed.
    private static let nestingLimit = 3

    init(of tree: MIMETree, in bytes: [UInt8], limits: Limits, nesting: Int = 0) {
        self.bytes = bytes
        parts = tree.parts
        self.limits = limits
        self.nesting = nesting
        unusualText = Self.unusualText(in: tree.parts)
        for part in parts where !part.isContainer {
            take(part)
        }
        takeContainers()
    }

    var plain: [String] { texts.filter { !$0.isHTML }.map(\.text) }

    var html: [String] { texts.filter(\.isHTML).map(\.text) }

    /// Files inside `winmail.dat` and between lines of text; what such a container says counts when nothing else does.
    private mutating func takeContainers() {
        for attachment in attachments where TNEF.isContainer(attachment) {
            let container = TNEF(reading: attachment.content)
            if container?.isCutOff != false {
                let name = attachment.filename ?? "winmail.dat"
                defects.append(Defect(kind: .damagedContainer, offset: nil, detail: name))
            }
            guard let container else { continue }
            extract(container.attachments)
            guard texts.isEmpty else { continue }
            if let text = container.text {
                texts.append(BodyText(text: text, isHTML: false, alternative: -1))
            }
            if let text = container.html {
                texts.append(BodyText(text: text, isHTML: true, alternative: -1))
            }
        }
        for place in texts.indices where !texts[place].isHTML && texts[place].text.utf8.count >= 6 {
            let mayHoldFiles = UUEncoding.mayBegin(in: texts[place].text.utf8.span)
            guard mayHoldFiles || PGPArmor.mayBegin(in: texts[place].text.utf8.span) else { continue }
            let text = Array(texts[place].text.utf8)
            takeArmor(in: text, at: place)
            guard mayHoldFiles else { continue }
            let room = max(0, limits.parts - extracted.count)
            let files = UUEncoding.files(in: text, limit: room + 1)
            if files.count > room { noteFiles() }
            for file in files.prefix(room) {
                texts[place].unread.append(file.range)
                if file.isCutOff {
                    defects.append(
                        Defect(kind: .damagedContainer, offset: nil, detail: "\(file.filename): no end"))
                }
                extracted.append(
                    Attachment(
                        filename: file.filename, contentType: "application/octet-stream", isInline: false,
                        contentID: nil, content: file.content))
            }
        }
    }

    private mutating func takeArmor(in text: [UInt8], at place: Int) {
        let armor = PGPArmor(in: text)
        if armor.isEncrypted {
            defects.append(Defect(kind: .encrypted, offset: nil, detail: "OpenPGP in the text"))
        }
        if signature == nil { signature = armor.signature }
        texts[place].unread = armor.unread
    }

    private mutating func extract(_ files: [Attachment]) {
        let room = max(0, limits.parts - extracted.count)
        extracted.append(contentsOf: files.prefix(room))
        if files.count > room { noteFiles() }
    }

    private mutating func noteFiles() {
        let detail = "more than \(limits.parts) files inside"
        defects.append(Defect(kind: .tooManyParts, offset: nil, detail: detail))
    }

    /// What is inside a part of S/MIME (RFC 8551 §3): a signed mail is read, the others are kept and said.
    private mutating func takeSMIME(_ part: MIMEPart, _ content: [UInt8]) {
        guard let signed = SignedData(reading: content) else {
            let isCompressed = part.contentType.text("smime-type")?.asciiLowercased == "compressed-data"
            note(isCompressed ? .damagedContainer : .encrypted, part, part.mediaType)
            return
        }
        if signature == nil { signature = Signature(kind: .smime, signer: signed.signer) }
        guard let entity = signed.content else { return }
        guard nesting < Self.nestingLimit else {
            note(.tooDeep, part, part.mediaType)
            return
        }
        let tree = MIMETree(in: entity, upTo: entity.count, limits: limits)
        let inner = MessageBody(of: tree, in: entity, limits: limits, nesting: nesting + 1)
        if texts.isEmpty {
            // Its alternatives are numbered apart from those outside.
            texts = inner.texts.map { text in
                var text = text
                text.alternative = text.alternative.map { $0 - 1_000 * (nesting + 1) - limits.parts }
                return text
            }
        }
        extract(inner.attachments + inner.extracted)
        for defect in tree.defects + inner.defects {
            defects.append(Defect(kind: defect.kind, offset: nil, detail: defect.detail))
        }
    }

    private mutating func take(_ part: MIMEPart) {
        if part.contentType.exceedsLimit || part.disposition?.exceedsLimit == true {
            note(.tooManyParameters, part, part.mediaType)
        }
        let suggestion = part.filename
        let filename = suggestion.map { String(truncating: $0, toUTF8Bytes: limits.nameBytes) }
        let isText = isText(part, filename)
        let charset = isText ? part.charset : ""
        let lineEnds: LineEnds = isText && Charset.keepsLineEnds(charset) ? .lineFeeds : .asTheyAre
        let (content, defect) = part.transferEncoding.decode(bytes, in: part.body, lineEnds: lineEnds)
        if let defect { note(defect, part, part.mediaType) }
        if isText {
            let declared = charset.isEmpty ? part.charset(declaredIn: content) : charset
            if charset.isEmpty, !declared.isEmpty, !ByteSearch.isASCII(content.span) {
                note(.unlabelledBytes, part, "only the HTML names \(declared)")
            }
            let text = plainText(decodeText(content, part, declared), of: part)
            texts.append(
                BodyText(
                    text: text, isHTML: part.mediaType == "text/html",
                    isFlowed: part.contentType.text("format")?.asciiLowercased == "flowed",
                    deletesSpace: part.contentType.text("delsp")?.asciiLowercased == "yes",
                    alternative: alternative(around: part)))
            return
        }
        // RFC 3156 §4: what only its reader's key opens.
        if part.mediaType == "application/pgp-encrypted" { note(.encrypted, part, part.mediaType) }
        if Self.isSMIME(part) { takeSMIME(part, Array(content)) }
        if let name = suggestion, name.utf8.count > limits.nameBytes {
            note(.nameTooLong, part, "\(name.utf8.count) octets")
        }
        let attachment = Attachment(
            filename: filename, contentType: part.mediaType,
            isInline: part.disposition?.value == "inline" || part.disposition == nil && part.contentID != nil,
            contentID: part.contentID, octets: content, declaredMethod: part.contentType.text("method"))
        attachments.append(attachment)
        if signature == nil { signature = Signature(of: attachment) }
    }

    /// The innermost `multipart/alternative` that holds a part.
    private func alternative(around part: MIMEPart) -> Int? {
        var parent = part.parent
        while let place = parent {
            if parts[place].mediaType == "multipart/alternative" { return place }
            parent = parts[place].parent
        }
        return nil
    }

    /// Whether a part holds S/MIME, by its type or its name.
    ///
    /// QUIRK: RFC 8551 §3.2.1. Gateways forget the type, and the name says it. (containers/smime-octets.eml)
    private static func isSMIME(_ part: MIMEPart) -> Bool {
        part.mediaType == "application/pkcs7-mime" || part.mediaType == "application/x-pkcs7-mime"
            || part.mediaType == "application/octet-stream"
                && part.filename?.asciiLowercased == "smime.p7m"
    }

    /// Whether a part is shown as text of the message.
    private func isText(_ part: MIMEPart, _ filename: String?) -> Bool {
        guard part.disposition?.value != "attachment" else { return false }
        if part.isMultipart { return true }
        guard Self.isUsualText(part) else { return part.body.lowerBound == unusualText }
        if filename == nil { return true }
        // QUIRK: RFC 2183 §2. Some programs name the text itself; what nobody disposed of comes first is the text.
        // (quirks/text-with-name.eml)
        let isFirst = texts.isEmpty && attachments.isEmpty
        return part.disposition == nil && isFirst
    }

    private static func isUsualText(_ part: MIMEPart) -> Bool {
        part.mediaType == "text/plain" || part.mediaType == "text/html"
    }

    /// Types of text that are files.
    private static let files: Set<String> = [
        "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822-headers", "text/rfc822",
        "text/csv", "text/css", "text/javascript", "text/xml",
    ]

    /// Where the text begins of a message that has none of the usual types.
    ///
    /// QUIRK: RFC 2046 §4.1.4. Text of an unknown kind is shown as it is, so that no mail is empty that somebody wrote.
    /// (quirks/text-enriched.eml, quirks/text-markdown.eml)
    private static func unusualText(in parts: [MIMEPart]) -> Int? {
        let isLeaf = { (part: MIMEPart) in !part.isContainer && part.disposition?.value != "attachment" }
        guard !parts.contains(where: { (isUsualText($0) || $0.isMultipart) && isLeaf($0) }) else {
            return nil
        }
        return parts.first {
            isLeaf($0) && $0.mediaType.hasPrefix("text/") && !files.contains($0.mediaType)
                && $0.filename == nil
        }?.body.lowerBound
    }

    /// The text without the commands of its type.
    private mutating func plainText(_ text: String, of part: MIMEPart) -> String {
        guard part.mediaType.hasPrefix("text/"), !Self.isUsualText(part) else { return text }
        note(.unusualTextType, part, part.mediaType)
        let isRichText = part.mediaType == "text/richtext"
        guard isRichText || part.mediaType == "text/enriched" else { return text }
        return String(bytes: EnrichedText(Array(text.utf8), isRichText: isRichText).text)
    }

    private mutating func decodeText(
        _ content: ArraySlice<UInt8>, _ part: MIMEPart, _ charset: String
    ) -> String {
        if Charset.keepsLineEnds(charset), ByteSearch.first(0, in: content.span, 0..<content.count) != nil {
            note(.nullByte, part, part.mediaType)
        }
        let (text, outcome) = Charset.text(of: content, charset: charset)
        switch outcome {
        case .exact:
            break
        case .guessed: note(.unlabelledBytes, part, "octets above ASCII without a charset")
        case .damaged: note(.wrongCharset, part, charset)
        case .unknownCharset: note(.unknownCharset, part, charset)
        }
        return text
    }

    /// Lines that end in LF, without a byte order mark.
    static func normalized(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        LineEnds.lineFeeds(in: withoutMark(text))
    }

    static func withoutMark(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.count >= 3, text.first == 0xEF else { return text }
        return text.dropFirst(text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }

    private mutating func note(_ kind: Defect.Kind, _ part: MIMEPart, _ detail: String) {
        defects.append(Defect(kind: kind, offset: part.body.lowerBound, detail: detail))
    }
}
