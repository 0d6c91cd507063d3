/// What may be in HTML that is shown: elements, attributes, schemes and styles.
enum HTMLPolicy {
    private static let common: HTMLAttribute = [.style, .title, .dir, .lang, .align]
    private static let table = common.union([
        .width, .height, .border, .cellpadding, .cellspacing, .bgcolor, .valign, .colspan, .rowspan, .nowrap,
    ])

    /// The elements that keep their tags, and the attributes that they may have.
    static let elements: [(names: String, attributes: HTMLAttribute)] = [
        (
            """
            abbr acronym address article aside b bdi bdo big blockquote br center cite code dd del details dfn dir \
            div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd main mark nav p pre q rp rt \
            ruby s samp section small span strike strong sub summary sup time tt u ul var wbr
            """,
            common
        ),
        ("table caption col colgroup tbody td tfoot th thead tr", table), ("a", common.union(.href)),
        ("img", common.union([.src, .alt, .width, .height, .border])),
        ("font", common.union([.color, .face, .size])), ("ol", common.union([.start, .type])),
        ("li", common.union(.value)),
    ]

    private static let schemes = NameTable(ignoringCase: true, ["http", "https", "mailto", "tel", "cid"])

    /// An absolute address with a scheme that is allowed; what browsers would leave out of it is left out first.
    static func url(_ value: [UInt8]) -> [UInt8]? {
        let text = withoutIgnored(value)
        guard text.count <= 4_096, let colon = text.firstIndex(of: UInt8(ascii: ":")),
            schemes.number(of: text.span, 0..<colon) != nil
        else { return nil }
        return text
    }

    static func isInline(_ url: [UInt8]) -> Bool { url.hasPrefixIgnoringCase("cid:") }

    /// A small picture that is inside the address itself (RFC 2397), of a type that holds no markup.
    static func isImageData(_ value: [UInt8]) -> Bool {
        let text = value.trimmed
        return text.count <= 1_000_000
            && ["png", "gif", "jpeg", "jpg", "webp"].contains {
                text.hasPrefixIgnoringCase("data:image/\($0);base64,")
            }
    }

    /// Control characters, white space, and the invisible characters that hide a scheme.
    private static func withoutIgnored(_ value: [UInt8]) -> [UInt8] {
        guard value.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else {
            return value
        }
        var output: [UInt8] = []
        var index = 0
        while index < value.count {
            let byte = value[index]
            if byte <= 0x20 || byte == 0x7F {
                index += 1
            } else if byte == 0xC2, index + 1 < value.count, value[index + 1] <= 0xA0 {
                index += 2
            } else if byte == 0xE2, index + 2 < value.count, value[index + 1] == 0x80,
                isInvisible(value[index + 2])
            {
                index += 3
            } else {
                output.append(byte)
                index += 1
            }
        }
        return output
    }

    /// The last octet of U+200B … U+200F and U+2028 … U+202F.
    private static func isInvisible(_ byte: UInt8) -> Bool {
        (0x8B...0x8F).contains(byte) || (0xA8...0xAF).contains(byte)
    }

    private static let properties: Set<String> = [
        "color", "background-color", "font", "font-family", "font-size", "font-style", "font-weight",
        "font-variant", "text-align",
        "text-decoration", "text-indent", "text-transform", "line-height", "letter-spacing", "word-spacing",
        "white-space",
        "vertical-align", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding",
        "padding-top",
        "padding-right", "padding-bottom", "padding-left", "border", "border-top", "border-right",
        "border-bottom",
        "border-left", "border-color", "border-style", "border-width", "border-collapse", "border-spacing",
        "border-radius",
        "width", "height", "max-width", "min-width", "list-style-type", "display", "direction",
    ]

    /// What style values are made of: no escapes, no comments, no addresses.
    private static let styleText = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 #%.,-()!'\"+", nonASCII: false)

    /// The declarations of a `style` attribute that are allowed.
    static func style(_ value: [UInt8]) -> [UInt8] {
        guard value.count <= 4_096 else { return [] }
        var output: [UInt8] = []
        for declaration in value.split(separator: UInt8(ascii: ";")) {
            let parts = declaration.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = String(bytes: parts[0].trimmed.map(\.lowercased))
            let text = parts[1].trimmed
            guard properties.contains(name), isAllowed(text, for: name) else { continue }
            if !output.isEmpty { output.append(UInt8(ascii: ";")) }
            output.append(contentsOf: name.utf8)
            output.append(UInt8(ascii: ":"))
            output.append(contentsOf: text)
        }
        return output
    }

    private static func isAllowed(_ text: ArraySlice<UInt8>, for property: String) -> Bool {
        guard !text.isEmpty, text.allSatisfy(styleText.contains) else { return false }
        for word in ["url", "expression", "javascript", "image", "attr", "var("]
        where text.containsIgnoringCase(word) {
            return false
        }
        // Text that moves or covers others is a trap; text that is hidden may stay so.
        if property == "display" {
            return ["none", "block", "inline", "inline-block"].contains { text.equalsIgnoringCase($0) }
        }
        return true
    }
}
