/// Character sets of mail, all turned into UTF-8.
enum Charset {
    /// U+FFFD, for what means nothing.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// Names that mail uses and iconv does not know, or knows as something narrower than what is meant.
    ///
    /// QUIRK: RFC 2978. Microsoft's programs label their own larger sets with the standard's names.
    /// (quirks/charset-ks-c-5601.eml, quirks/charset-gb2312.eml)
    private static let aliases: [String: String] = [
        "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949", "ksc5601": "cp949", "ksc_5601": "cp949",
        "euc-kr": "cp949", "x-windows-949": "cp949", "korean": "cp949", "x-sjis": "cp932",
        "shift_jis": "cp932",
        "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "gb2312": "gb18030",
        "gb_2312-80": "gb18030",
        "gbk": "gb18030", "x-gbk": "gb18030", "euc-cn": "gb18030", "x-euc-cn": "gb18030",
        "big5": "big5-hkscs",
        "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6",
        "iso-8859-6-e": "iso-8859-6", "x-mac-roman": "macintosh", "x-mac-cyrillic": "mac-cyrillic",
        "x-ms-cp932": "cp932", "windows-932": "cp932", "x-mac-japanese": "cp932", "x-euc-jp": "euc-jp",
        "x-x-big5": "big5-hkscs", "hz": "hz-gb-2312", "logical": "iso-8859-8", "visual": "iso-8859-8",
        "ucs-2": "utf-16", "iso-10646-ucs-2": "utf-16", "csunicode": "utf-16", "unicode": "utf-16",
        "unicode-1-1-utf-7": "utf-7", "x-user-defined": "windows-1252", "iso-2022-jp": "iso-2022-jp-3",
        "cp-850": "cp850", "utf8": "utf-8", "utf-8-sig": "utf-8", "unicode-1-1-utf-8": "utf-8",
        "utf_8": "utf-8",
        "ascii": "us-ascii", "ansi_x3.4-1968": "us-ascii", "iso646-us": "us-ascii", "latin1": "iso-8859-1",
        "iso8859-1": "iso-8859-1", "iso_8859-1": "iso-8859-1", "l1": "iso-8859-1",
        "iso-8859-1-windows-3.1-latin-1":
            "windows-1252", "cp1252": "windows-1252", "x-ansi": "windows-1252", "ansi": "windows-1252",
    ]

    /// The name in lower case without quotation marks, with aliases resolved.
    static func canonicalName(_ label: some RandomAccessCollection<UInt8>) -> String {
        // What most mail says needs no looking up.
        if label.lazy.map(\.lowercased).elementsEqual("utf-8".utf8) { return "utf-8" }
        let trimmed = Array(label).trimmed {
            $0.isWhitespace || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: ";")
        }
        let name = String(bytes: trimmed.map(\.lowercased))
        if let alias = aliases[name] { return alias }
        // QUIRK: RFC 2978. `cp-1250`, `win-1251`, `x-cp1251`. (quirks/charset-cp-1250.eml,
        // quirks/charset-win-1251.eml, quirks/charset-x-cp1251.eml)
        if name.hasPrefix("x-cp") { return canonicalName(Array(name.utf8)[2...]) }
        if name.hasPrefix("cp-") { return "cp" + name.dropFirst(3) }
        if name.hasPrefix("win-") { return "windows-" + name.dropFirst(4) }
        return name
    }

    /// The canonical name of a code page of Windows.
    static func name(ofCodepage number: Int) -> String {
        switch number {
        case 65_001: "utf-8"
        case 1_200: "utf-16le"
        case 1_252: "windows-1252"
        case 932: "cp932"
        case 936, 54_936: "gb18030"
        case 949, 51_949: "cp949"
        case 950: "big5-hkscs"
        case 10_000: "macintosh"
        case 20_127: "us-ascii"
        case 20_866: "koi8-r"
        case 21_866: "koi8-u"
        case 28_591...28_605: "iso-8859-\(number - 28_590)"
        case 50_220...50_222: "iso-2022-jp-3"
        case 51_932: "euc-jp"
        default: "cp\(number)"
        }
    }

    /// What a conversion met.
    enum Outcome: Hashable, Sendable {
        case exact
        /// There was no label, and the octets are not ASCII.
        case guessed
        /// Some octets meant nothing in the charset that the label names.
        case damaged
        case unknownCharset
    }

    /// Whether CR and LF are themselves in every place of a text, so that line ends can be read before characters are.
    ///
    /// - Parameter charset: a canonical name; empty when there is no label.
    static func keepsLineEnds(_ charset: String) -> Bool {
        charset.isEmpty || charset == "utf-8" || charset == "us-ascii"
            || SingleByteCharset.named(charset) != nil
            || DoubleByteCharset.isKnown(charset)
    }

    /// The text of a body; its lines end in LF.
    ///
    /// - Parameter charset: a canonical name; empty when there is no label.
    static func text(of content: ArraySlice<UInt8>, charset: String) -> (text: String, outcome: Outcome) {
        guard keepsLineEnds(charset), !UnlabelledText.hasUTF16Mark(content) else {
            let (name, isAsLabelled) = UnlabelledText.utf16(content, charset)
            var output: [UInt8] = []
            let outcome = appendUTF8(of: Array(content), charset: name, to: &output)
            let text = String(bytes: MessageBody.normalized(output[...]))
            return (text, isAsLabelled || outcome == .unknownCharset ? outcome : .damaged)
        }
        let lines = LineEnds.lineFeeds(in: content)
        if let (octets, outcome) = UnlabelledText.otherwise(lines, labelled: charset) {
            return (String(wholeCharacters: octets), outcome)
        }
        if let single = SingleByteCharset.named(charset) {
            let (octets, isExact) = single.utf8(of: lines.span)
            return (String(wholeCharacters: octets), isExact ? .exact : .damaged)
        }
        let unmarked = MessageBody.withoutMark(lines)
        if charset == "utf-8" {
            if let text = String(validating: unmarked, as: UTF8.self) { return (text, .exact) }
        } else if ByteSearch.isASCII(unmarked.span), !has(0x1B, unmarked.span) {
            return (String(bytes: unmarked), .exact)
        }
        if let (octets, count) = DoubleByteCharset.utf8(of: lines.span, charset: charset),
            count == lines.count
        {
            return (String(wholeCharacters: octets), .exact)
        }
        var output: [UInt8] = []
        let outcome = appendUTF8(of: Array(lines), charset: charset, to: &output)
        return (String(bytes: MessageBody.withoutMark(output[...])), outcome)
    }

    /// Appends `bytes` as UTF-8.
    ///
    /// - Parameter charset: a canonical name; empty when there is no label.
    @discardableResult
    static func appendUTF8(of bytes: [UInt8], charset: String, to output: inout [UInt8]) -> Outcome {
        switch charset {
        case "", "us-ascii", "unknown-8bit", "x-unknown", "default_charset":
            return appendGuessed(bytes, charset.isEmpty ? .guessed : .damaged, to: &output)
        case "utf-8":
            return appendLabelledUTF8(bytes, to: &output)
        case "hz-gb-2312":
            return appendConverted(SevenBitChinese.eightBit(bytes), charset: "gb18030", to: &output)
        default:
            if let single = SingleByteCharset.named(charset) {
                let (octets, isExact) = single.utf8(of: bytes.span)
                output.append(contentsOf: octets)
                return isExact ? .exact : .damaged
            }
            return appendConverted(bytes, charset: charset, to: &output)
        }
    }

    private static func appendConverted(
        _ bytes: [UInt8], charset: String, to output: inout [UInt8]
    ) -> Outcome {
        let (octets, count) = DoubleByteCharset.utf8(of: bytes.span, charset: charset) ?? ([], 0)
        // When the table stopped inside ISO-2022-JP, the count is nothing.
        let rest = count == 0 ? bytes : Array(bytes[count...])
        if count > 0 { output.append(contentsOf: octets) }
        if rest.isEmpty, count > 0 { return .exact }
        guard let bad = CharsetConverter.convert(rest, from: charset, appendingTo: &output) else {
            _ = appendGuessed(bytes, .exact, to: &output)
            return .unknownCharset
        }
        return bad == 0 ? .exact : .damaged
    }

    private static func appendLabelledUTF8(_ bytes: [UInt8], to output: inout [UInt8]) -> Outcome {
        if isUTF8(bytes) {
            output.append(contentsOf: bytes)
            return .exact
        }
        if UnlabelledText.hasUTF8Sequence(bytes) {
            output.append(contentsOf: String(bytes: bytes).utf8)
        } else {
            // QUIRK: RFC 2046 §4.1.2. Programs label Windows-1252 as UTF-8. (quirks/charset-utf-8-is-latin.eml)
            output.append(contentsOf: SingleByteCharset.windows1252.utf8(of: bytes.span).octets)
        }
        return .damaged
    }

    /// Bytes without a usable label: UTF-8 when they are that, else Windows-1252, which takes any byte.
    ///
    /// QUIRK: RFC 2046 §4.1.2. Without a label text is ASCII, but programs forget it.
    /// (quirks/charset-unlabelled-latin.eml, quirks/charset-ascii-is-utf8.eml)
    private static func appendGuessed(
        _ bytes: [UInt8], _ otherwise: Outcome, to output: inout [UInt8]
    ) -> Outcome {
        if isASCII(bytes) {
            if let japanese = UnlabelledText.japanese(bytes) {
                output.append(contentsOf: japanese)
                return otherwise
            }
            output.append(contentsOf: bytes)
            return .exact
        }
        if isUTF8(bytes) {
            output.append(contentsOf: bytes)
        } else {
            output.append(contentsOf: SingleByteCharset.windows1252.utf8(of: bytes.span).octets)
        }
        return otherwise
    }

    private static func has(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        ByteSearch.first(byte, in: bytes, 0..<bytes.count) != nil
    }

    static func isASCII(_ bytes: [UInt8]) -> Bool { ByteSearch.isASCII(bytes.span) }

    static func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private static func append(_ scalar: UInt16, to output: inout [UInt8]) {
        if scalar < 0x800 {
            output.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
        } else {
            output.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            output.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 63))
        }
        output.append(0x80 | UInt8(truncatingIfNeeded: scalar & 63))
    }

    /// UTF-8 with C1 control characters replaced by what Windows-1252 has in their place.
    ///
    /// QUIRK: RFC 2046 §4.1.2. Text labelled ISO-8859-1 is Windows-1252 when it uses these, since nobody writes
    /// controls. (quirks/charset-latin-is-windows.eml) The decoded text of a message keeps what the label says; what people read has the quotation marks they typed.
    static func withoutUpperControls(_ text: [UInt8]) -> [UInt8] {
        guard has(0xC2, text.span) else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == 0xC2, index + 1 < text.count, (0x80..<0xA0).contains(text[index + 1]) {
                append(SingleByteCharset.windows1252Controls[Int(text[index + 1]) - 0x80], to: &output)
                index += 2
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
