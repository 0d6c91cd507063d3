/// The attributes of HTML that mean something here, as a set.
struct HTMLAttribute: OptionSet, Sendable {
    let rawValue: UInt32

    static let style = HTMLAttribute(rawValue: 1 << 0)
    static let `class` = HTMLAttribute(rawValue: 1 << 1)
    static let id = HTMLAttribute(rawValue: 1 << 2)
    static let hidden = HTMLAttribute(rawValue: 1 << 3)
    static let type = HTMLAttribute(rawValue: 1 << 4)
    static let name = HTMLAttribute(rawValue: 1 << 5)
    static let smartMail = HTMLAttribute(rawValue: 1 << 6)
    static let href = HTMLAttribute(rawValue: 1 << 7)
    static let src = HTMLAttribute(rawValue: 1 << 8)
    static let title = HTMLAttribute(rawValue: 1 << 9)
    static let dir = HTMLAttribute(rawValue: 1 << 10)
    static let lang = HTMLAttribute(rawValue: 1 << 11)
    static let align = HTMLAttribute(rawValue: 1 << 12)
    static let width = HTMLAttribute(rawValue: 1 << 13)
    static let height = HTMLAttribute(rawValue: 1 << 14)
    static let border = HTMLAttribute(rawValue: 1 << 15)
    static let cellpadding = HTMLAttribute(rawValue: 1 << 16)
    static let cellspacing = HTMLAttribute(rawValue: 1 << 17)
    static let bgcolor = HTMLAttribute(rawValue: 1 << 18)
    static let valign = HTMLAttribute(rawValue: 1 << 19)
    static let colspan = HTMLAttribute(rawValue: 1 << 20)
    static let rowspan = HTMLAttribute(rawValue: 1 << 21)
    static let nowrap = HTMLAttribute(rawValue: 1 << 22)
    static let alt = HTMLAttribute(rawValue: 1 << 23)
    static let color = HTMLAttribute(rawValue: 1 << 24)
    static let face = HTMLAttribute(rawValue: 1 << 25)
    static let size = HTMLAttribute(rawValue: 1 << 26)
    static let start = HTMLAttribute(rawValue: 1 << 27)
    static let value = HTMLAttribute(rawValue: 1 << 28)

    /// Their names, in the order of their bits.
    private static let names = NameTable(
        ignoringCase: true,
        [
            "style", "class", "id", "hidden", "type", "name", "data-smartmail", "href", "src", "title", "dir",
            "lang", "align", "width", "height", "border", "cellpadding", "cellspacing", "bgcolor", "valign",
            "colspan", "rowspan", "nowrap", "alt", "color", "face", "size", "start", "value",
        ])

    /// The attribute of this name; nil for one that means nothing here.
    static func named(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTMLAttribute? {
        names.number(of: bytes, range).map { HTMLAttribute(rawValue: 1 << UInt32($0)) }
    }

    /// The name of a single attribute.
    var written: ArraySlice<UInt8> { Self.names.name(rawValue.trailingZeroBitCount) }
}
