/// The text, or the HTML, that rich text of Exchange holds ([MS-OXRTFEX], Rich Text Format 1.9).
///
/// Exchange hides the HTML of a mail in rich text between `htmltag` groups. Groups are a list, never the call stack, and
/// every octet is looked at once.
struct RTFText: Sendable {
    /// What was found is HTML.
    private(set) var isHTML = false
    /// Lines end in LF.
    var text: String { String(bytes: MessageBody.normalized(output[...])) }

    private var output: [UInt8] = []
    /// Octets that wait for their charset.
    private var pending: [UInt8] = []
    private var charset = "windows-1252"
    private var group = Group()
    private var groups: [Group] = []
    /// Groups beyond the limit, whose content is read as that of the innermost kept one.
    private var uncounted = 0
    /// Letters behind `\u` that say the same for readers without Unicode.
    private var skipped = 0
    private var highSurrogate: UInt32?

    private struct Group: Sendable {
        /// A destination that is no text, such as a table of fonts.
        var isIgnored = false
        /// Between `\htmlrtf` and `\htmlrtf0`: for readers of rich text only.
        var isForRTF = false
        /// Inside `{\*\htmltag …}`: markup.
        var isTag = false
        /// Directly behind `{\*`.
        var isOptional = false
        var fallbackLetters = 1
    }

    private static let groupLimit = 200

    private static let ignored: Set<String> = [
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator",
        "listtable", "listoverridetable", "rsidtbl", "themedata", "xmlnstbl", "mhtmltag", "filetbl",
        "fldinst",
    ]

    /// - Returns: nil when it is no rich text.
    init?(reading bytes: [UInt8]) {
        guard bytes.hasPrefix(#"{\rtf"#) else { return nil }
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "{"): open()
            case UInt8(ascii: "}"): close()
            case UInt8(ascii: "\\"): takeControl(bytes, &index)
            case .lineFeed, .carriageReturn, 0: break
            default: put(byte)
            }
        }
        flush()
    }

    private mutating func open() {
        skipped = 0
        guard groups.count < Self.groupLimit else {
            uncounted += 1
            return
        }
        groups.append(group)
        group.isOptional = false
    }

    private mutating func close() {
        flush()
        skipped = 0
        if uncounted > 0 { uncounted -= 1 } else if let outer = groups.popLast() { group = outer }
    }

    private var isShown: Bool { !group.isIgnored && !(isHTML && group.isForRTF && !group.isTag) }

    private mutating func put(_ byte: UInt8) {
        if skipped > 0 {
            skipped -= 1
        } else if isShown {
            pending.append(byte)
        }
    }

    private mutating func put(_ text: String) {
        guard isShown else { return }
        flush()
        output.append(contentsOf: text.utf8)
    }

    private mutating func flush() {
        guard !pending.isEmpty else { return }
        Charset.appendUTF8(of: pending, charset: charset, to: &output)
        pending.removeAll(keepingCapacity: true)
    }

    // MARK: Controls

    private mutating func takeControl(_ bytes: [UInt8], _ index: inout Int) {
        guard index < bytes.count else { return }
        guard bytes[index].isLetter else {
            takeSymbol(bytes, &index)
            return
        }
        var word: [UInt8] = []
        while index < bytes.count, bytes[index].isLetter, word.count < 32 {
            word.append(bytes[index])
            index += 1
        }
        let isNegative =
            index + 1 < bytes.count && bytes[index] == UInt8(ascii: "-") && bytes[index + 1].isDigit
        if isNegative { index += 1 }
        var number: Int?
        while index < bytes.count, bytes[index].isDigit {
            number = min((number ?? 0) * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1_000_000_000)
            index += 1
        }
        if index < bytes.count, bytes[index] == .space { index += 1 }
        take(word: String(bytes: word), isNegative ? -(number ?? 0) : number)
        if word.elementsEqual("bin".utf8) { index = min(index + max(0, number ?? 0), bytes.count) }
    }

    private mutating func takeSymbol(_ bytes: [UInt8], _ index: inout Int) {
        let symbol = bytes[index]
        index += 1
        switch symbol {
        case UInt8(ascii: "'"):
            guard index + 1 < bytes.count, let high = bytes[index].hexadecimalValue,
                let low = bytes[index + 1].hexadecimalValue
            else { return }
            index += 2
            put(high << 4 | low)
        case UInt8(ascii: "*"): group.isOptional = true
        case UInt8(ascii: "~"): put(isHTML ? "&nbsp;" : "\u{A0}")
        case UInt8(ascii: "_"): put("\u{2011}")
        case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): put(symbol)
        case .lineFeed, .carriageReturn: put("\n")
        default: break
        }
    }

    private static let characters = [
        "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
        "lquote": "\u{2018}", "rquote": "\u{2019}", "ldblquote": "\u{201C}", "rdblquote": "\u{201D}",
        "bullet": "\u{2022}", "endash": "\u{2013}", "emdash": "\u{2014}", "emspace": "\u{2003}",
        "enspace": "\u{2002}",
    ]

    private mutating func take(word: String, _ number: Int?) {
        let isOptional = group.isOptional
        group.isOptional = false
        if let text = Self.characters[word] {
            put(text)
            return
        }
        switch word {
        case "fromhtml": isHTML = number != 0
        case "htmltag": if isOptional { group.isTag = true }
        case "htmlrtf":
            flush()
            group.isForRTF = number != 0
        case "ansicpg":
            flush()
            if let number { charset = Charset.name(ofCodepage: number) }
        case "uc": group.fallbackLetters = min(max(number ?? 1, 0), 16)
        case "u": takeUnicode(number ?? 0)
        default: if isOptional || Self.ignored.contains(word) { group.isIgnored = true }
        }
    }

    /// A UTF-16 unit as a signed number, and what stands for it elsewhere behind it.
    private mutating func takeUnicode(_ number: Int) {
        defer { skipped = group.fallbackLetters }
        let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
        if (0xD800..<0xDC00).contains(unit) {
            highSurrogate = unit
            return
        }
        var value = unit
        if let high = highSurrogate, (0xDC00..<0xE000).contains(unit) {
            value = 0x1_0000 + (high - 0xD800) << 10 + (unit - 0xDC00)
        }
        highSurrogate = nil
        if value > 0, let scalar = Unicode.Scalar(value) { put(String(scalar)) }
    }
}
