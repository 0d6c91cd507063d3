/// What the attributes of an element say about its content.
struct HTMLMarks: OptionSet, Sendable {
    let rawValue: UInt8

    /// Not shown to the reader.
    static let hidden = HTMLMarks(rawValue: 1)
    /// A quotation of the message that is answered, as a client marks it.
    static let quotation = HTMLMarks(rawValue: 2)
    /// The same, and everything behind it too.
    static let quotationBegins = HTMLMarks(rawValue: 4)
    static let signature = HTMLMarks(rawValue: 8)
    /// Around a quotation and what is written between its pieces.
    static let quotationArea = HTMLMarks(rawValue: 16)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The marks that the attributes of a start tag give its element.
    ///
    /// - Parameter style: what they say about how it looks.
    init(_ traits: HTMLElement.Traits, _ tokenizer: borrowing HTMLTokenizer, _ style: inout HTMLStyle) {
        self = []
        var color: HTMLColor?
        var background: HTMLColor?
        for attribute in tokenizer.attributes where Self.attributes.contains(attribute.name) {
            let value = tokenizer.value(of: attribute)
            switch attribute.name {
            case .style:
                style = HTMLStyle(value)
                if traits.contains(.division) { addRule(value) }
            case .color: color = HTMLColor(value.map(\.lowercased)[...])
            case .bgcolor: background = HTMLColor(value.map(\.lowercased)[...])
            case .class, .id: addNames(value)
            case .hidden: insert(.hidden)
            case .type:
                if traits.contains(.blockquote), value.equalsIgnoringCase("cite") { insert(.quotation) }
            case .name:
                if value.equalsIgnoringCase("quote") || value.equalsIgnoringCase("messageReplySection") {
                    insert(.quotation)
                } else if value.equalsIgnoringCase("messageSignatureSection") {
                    insert(.signature)
                }
            default: if value.equalsIgnoringCase("gmail_signature") { insert(.signature) }
            }
        }
        if style.isHidden { insert(.hidden) }
        style.color = style.color ?? color
        style.background = style.background ?? background
    }

    private static let attributes: HTMLAttribute = [
        .style, .class, .id, .hidden, .type, .name, .smartMail, .color, .bgcolor,
    ]

    /// Classes and identifiers of containers, by client.
    private static let names: [(name: String, mark: HTMLMarks)] = [
        ("gmail_quote", .quotationArea), ("gmail_quote_container", .quotationArea),
        ("yahoo_quoted", .quotation),
        ("protonmail_quote", .quotation), ("tutanota_quote", .quotation), ("zmail_extra", .quotation),
        ("moz-cite-prefix", .quotation), ("gmail_attr", .quotation),
        ("outlookmessageheader", .quotationBegins),
        ("divrplyfwdmsg", .quotationBegins), ("appendonsend", .quotationBegins),
        ("olk_src_body_section", .quotation), ("mail-editor-reference-message-container", .quotation),
        ("ms-outlook-mobile-reference-message", .quotationBegins), ("reply-intro", .quotationBegins),
        ("quotedreply", .quotation), ("replybodypart", .quotation),
        ("gmail_signature", .signature), ("moz-signature", .signature), ("applemailsignature", .signature),
        ("ms-outlook-mobile-signature", .signature), ("protonmail_signature_block", .signature),
    ]

    private static let table = NameTable(ignoringCase: true, names.map(\.name))

    // QUIRK: HTML Living Standard §3.2.6. Outlook on the web puts `x_` before the names of what it quotes.
    // (quirks/html-x-prefix.eml)
    private mutating func addNames(_ value: [UInt8]) {
        for word in value.split(whereSeparator: \.isWhitespace).prefix(32) where word.count < 64 {
            var name = word
            while name.hasPrefixIgnoringCase("x_") { name = name.dropFirst(2) }
            if let number = Self.table.number(of: value.span, name.startIndex..<name.endIndex) {
                formUnion(Self.names[number].mark)
            }
        }
    }

    private mutating func addRule(_ value: [UInt8]) {
        guard value.count < 4_096 else { return }
        let style = value.filter { !$0.isWhitespace }
        // QUIRK: RFC 3676 §4. Outlook and Windows Mail mark no quotation; they put a rule above its header block.
        // (clients/outlook-desktop-html.eml)
        let isRule =
            style.containsIgnoringCase("border:none;border-top:solid#e1e1e11.0pt;padding:3.0pt0")
            || style.containsIgnoringCase("border:none;border-top:solid#b5c4df1.0pt;padding:3.0pt0")
            || style.containsIgnoringCase("border-top-color:rgb(229,229,229)")
        if isRule { insert(.quotationBegins) }
    }
}
