/// One message as people read it: decoded, divided into what is new and what is repeated, known for a machine's or not.
///
/// Everything that a `DecodedMessage` knows is a member of this too.
@dynamicMemberLookup
package struct Message: Sendable {
    /// What was read, and nothing concluded from it.
    package let decoded: DecodedMessage
    /// The plain text as it is, or text derived from the HTML; lines end in LF.
    package let text: String?
    /// What `text` was taken from; nil when there is no text.
    package let textSource: TextSource?
    /// What the writer added: the text without quotations and signature.
    package let visibleText: String
    /// What was cut from the text.
    package let quotedText: String
    /// Whether a machine wrote it, and what it reports.
    package let automation: Automation
    /// What was guessed or left out, in the order of reading.
    package let defects: [Defect]

    /// Reads a message, up to the limits.
    package init(reading bytes: [UInt8], limits: Limits = .standard) {
        self.init(DecodedMessage(reading: bytes, limits: limits))
    }

    /// Reads what was decoded.
    package init(_ decoded: DecodedMessage) {
        let shown = ShownText(decoded.body, isForward: decoded.header.isForward)
        self.decoded = decoded
        text = decoded.plainText ?? shown.derivedText
        textSource = decoded.plainText != nil ? .plain : decoded.html != nil ? .html : nil
        visibleText = shown.split.visible
        quotedText = shown.split.quoted
        automation = Automation(header: decoded.header, body: decoded.body)
        let isCut = automation.deliveryReport?.exceedsLimit == true
        let cut = isCut ? [Defect(kind: .tooManyAddresses, offset: nil, detail: "delivery report")] : []
        defects = decoded.defects + shown.defects + cut
    }

    /// What was decoded, by name.
    package subscript<Value>(dynamicMember member: KeyPath<DecodedMessage, Value>) -> Value {
        decoded[keyPath: member]
    }

    /// The fields of its header, in order.
    package var fields: [HeaderField] { decoded.fields }

    /// Every field of this name, ASCII case ignored, in order.
    package func fields(named name: String) -> [HeaderField] { fields.filter { $0.isNamed(name) } }
}
