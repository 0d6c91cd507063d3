/// The reading of one message, one stage after the other, so that what each costs can be told.
///
/// `Message` does the same work in one go; each stage here takes up what the one before it left.
package struct StagedReading {
    /// A kind of work, in the order in which it is done.
    package enum Stage: String, Hashable, Sendable, CaseIterable {
        /// Finding lines, fields and delimiters: the octets of the message are looked at.
        case scanning = "octets scanned"
        /// Decoding the values of all fields of the message, its addresses, date and identifiers.
        case headers
        /// Undoing base64 and quoted-printable.
        case transferDecoding = "transfer decoding"
        /// Turning text into UTF-8 whose lines end in LF.
        case charsets
        /// Deriving text from HTML, which `Message` does only when nothing else can be shown.
        case html = "HTML"
        /// Dividing the text into what is new and what is repeated.
        case splitting
    }

    private let bytes: [UInt8]
    private var tree: MIMETree?
    private var contents: [(part: MIMEPart, octets: ArraySlice<UInt8>)] = []
    private var plain: [String] = []
    private var html: [String] = []
    private var lines = BodyLines()

    /// A message of which nothing was read yet.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Does the work of one stage; those before it are done.
    ///
    /// - Returns: how many octets or values came out, so that none of it is for nothing.
    @discardableResult
    package mutating func perform(_ stage: Stage) -> Int {
        switch stage {
        case .scanning:
            let tree = MIMETree(in: bytes, upTo: bytes.count, limits: .standard)
            self.tree = tree
            return tree.parts.count
        case .headers: return readHeader()
        case .transferDecoding:
            for part in tree?.parts ?? [] where !part.isContainer {
                let lineEnds: LineEnds = Self.isText(part) ? .lineFeeds : .asTheyAre
                let octets = part.transferEncoding.decode(bytes, in: part.body, lineEnds: lineEnds).bytes
                contents.append((part, octets))
            }
            return contents.count
        case .charsets:
            for content in contents where Self.isText(content.part) {
                let text = Charset.text(of: content.octets, charset: content.part.charset).text
                if content.part.mediaType == "text/html" { html.append(text) } else { plain.append(text) }
            }
            return plain.count + html.count
        case .html:
            for text in html {
                lines.append(contentsOf: HTMLText(Charset.withoutUpperControls(Array(text.utf8))).body)
            }
            return lines.lines.count
        case .splitting:
            if !plain.isEmpty { lines = BodyLines(plain: Array(plain.joined(separator: "\n").utf8)) }
            return ReplySplit(lines, isForward: false).visible.utf8.count
        }
    }

    private func readHeader() -> Int {
        var header = MessageHeader(tree?.parts.first?.fields ?? [], limits: .standard)
        var count = header.fields.reduce(0) { $0 + $1.value.utf8.count }
        header.noteRepetition()
        header.noteOctets()
        for name in ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"] {
            count += header.takeMailboxes(name).count
        }
        for name in ["Message-ID", "In-Reply-To", "References"] { count += header.identifiers(name).count }
        return header.takeDate() == nil ? count : count + 1
    }

    /// Text that is read, in a charset whose line ends can be read before its characters.
    private static func isText(_ part: MIMEPart) -> Bool {
        guard part.mediaType == "text/plain" || part.mediaType == "text/html" else { return false }
        return part.disposition?.value != "attachment" && Charset.keepsLineEnds(part.charset)
    }
}
