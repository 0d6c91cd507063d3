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

    /// Signatures inside each other; deeper ones stay closed.
    private static let nestingLimit = 3

    init(of tree: MIMETree, in bytes: [UInt8], limits: Limits, nesting: Int = 0) {
        self.bytes = bytes
        parts = tree.parts
        self.limits = limits
        self.nesting = nesting
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
        for place in texts.indices where !texts[place].isHTML {
            guard UUEncoding.mayBegin(in: texts[place].text.utf8.span) else { continue }
            for file in UUEncoding.files(in: Array(texts[place].text.utf8))
            where extracted.count < limits.parts {
                texts[place].files.append(file.range)
                extracted.append(
                    Attachment(
                        filename: file.filename, contentType: "application/octet-stream", isInline: false,
                        contentID: nil, content: file.content))
            }
        }
    }

    private mutating func extract(_ files: [Attachment]) {
        extracted.append(contentsOf: files.prefix(max(0, limits.parts - extracted.count)))
    }

    /// What is inside a part of S/MIME (RFC 8551 §3): a signed mail is read, the others are kept and said.
    private mutating func takeSMIME(_ part: MIMEPart, _ content: [UInt8]) {
        guard let signed = SignedData(reading: content) else {
            let isCompressed = part.contentType.text("smime-type")?.asciiLowercased == "compressed-data"
            note(isCompressed ? .damagedContainer : .encrypted, part, part.mediaType)
            return
        }
        if signature == nil { signature = Signature(kind: .smime, signer: signed.signer) }
        guard let entity = signed.content, nesting < Self.nestingLimit else { return }
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
        let suggestion = part.filename
        let filename = suggestion.map { String(truncating: $0, toUTF8Bytes: limits.nameBytes) }
        let isText = isText(part, filename)
        let charset = isText ? part.charset : ""
        let lineEnds: LineEnds = isText && Charset.keepsLineEnds(charset) ? .lineFeeds : .asTheyAre
        let (content, defect) = part.transferEncoding.decode(bytes, in: part.body, lineEnds: lineEnds)
        if let defect { note(defect, part, part.mediaType) }
        if isText {
            let text = decodeText(content, part, charset)
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
            contentID: part.contentID, octets: content)
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

    private static func isSMIME(_ part: MIMEPart) -> Bool {
        part.mediaType == "application/pkcs7-mime" || part.mediaType == "application/x-pkcs7-mime"
    }

    /// Whether a part is shown as text of the message.
    private func isText(_ part: MIMEPart, _ filename: String?) -> Bool {
        guard part.disposition?.value != "attachment" else { return false }
        if part.isMultipart { return true }
        guard part.mediaType == "text/plain" || part.mediaType == "text/html" else { return false }
        if filename == nil { return true }
        // QUIRK: RFC 2183 §2. Some programs name the text itself; what nobody disposed of comes first is the text.
        // (quirks/text-with-name.eml)
        let isFirst = texts.isEmpty && attachments.isEmpty
        return part.disposition == nil && isFirst
    }

    private mutating func decodeText(
        _ content: ArraySlice<UInt8>, _ part: MIMEPart, _ charset: String
    ) -> String {
        let (text, outcome) = Charset.text(of: content, charset: charset)
        switch outcome {
        case .exact: break
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
