/// What the declarations of a `style` attribute, or of a rule, say about whether text is seen (CSS 2.2 §4.1.8).
///
/// A declaration counts wherever it stands, the last one of a property before those above it. Sizes and colours go on
/// to the elements inside, which may have their own.
struct HTMLStyle: Sendable {
    /// What hides an element with all that is inside.
    private(set) var isHidden = false
    /// `display` is said, and is not `none`.
    private(set) var isDisplayed = false
    /// Whether its letters are too small to be seen; nil when nothing is said about their size.
    private(set) var isTiny: Bool?
    var color: HTMLColor?
    var background: HTMLColor?

    private var display: (isNone: Bool, isImportant: Bool)?
    private var isInvisible = false
    private var isFlat = false
    private var isCut = false
    private var isOutside = false
    private var isMovable = false

    /// Lengths up to this many pixels or points hide letters.
    private static let tinyLength = 1.0
    /// Distances beyond the edge of what is shown.
    private static let farAway = -500.0

    init() {}

    init(_ text: [UInt8]) {
        let style = Self.normalized(text)
        var start = 0
        while start < style.count {
            let end = ByteSearch.first(UInt8(ascii: ";"), in: style.span, start..<style.count) ?? style.count
            if let colon = ByteSearch.first(UInt8(ascii: ":"), in: style.span, start..<end) {
                take(style[start..<colon], style[(colon + 1)..<end])
            }
            start = end + 1
        }
        isDisplayed = display.map { !$0.isNone } ?? false
        isHidden =
            display?.isNone == true || isInvisible || isFlat && isCut || isOutside && isMovable
            || color == .transparent
    }

    // MARK: Declarations

    private mutating func take(_ property: ArraySlice<UInt8>, _ whole: ArraySlice<UInt8>) {
        let isImportant = whole.hasSuffixIgnoringCase("!important")
        let value = isImportant ? whole.dropLast(10) : whole
        switch property.count {
        case 3...4: takeShort(property, value)
        case 5, 6:
            if property.elementsEqual("color".utf8) {
                color = HTMLColor(value) ?? color
            } else if property.elementsEqual("height".utf8) || property.elementsEqual("width".utf8) {
                isFlat = isFlat || Self.length(value) == 0
            }
        case 7:
            if property.elementsEqual("display".utf8), display?.isImportant != true || isImportant {
                display = (value.elementsEqual("none".utf8), isImportant)
            } else if property.elementsEqual("opacity".utf8), Self.length(value).map({ $0 == 0 }) == true {
                isInvisible = true
            }
        case 8...16: takeLong(property, value)
        default: break
        }
    }

    /// `top`, `left`, `clip`, `font`.
    private mutating func takeShort(_ property: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
        if property.elementsEqual("font".utf8) {
            if value.first?.isDigit == true { takeSize(value) }
        } else if property.elementsEqual("left".utf8) || property.elementsEqual("top".utf8) {
            if let length = Self.length(value), length < Self.farAway { isOutside = true }
        } else if property.elementsEqual("clip".utf8) {
            let isNothing =
                value.hasPrefix("rect(")
                && !value.contains { $0 >= UInt8(ascii: "2") && $0 <= UInt8(ascii: "9") }
            if isNothing, !value.containsIgnoringCase("auto") { isInvisible = true }
        }
    }

    private mutating func takeLong(_ property: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
        switch String(bytes: property) {
        case "font-size": takeSize(value)
        case "visibility":
            isInvisible = value.elementsEqual("hidden".utf8) || value.elementsEqual("collapse".utf8)
        case "mso-hide": isInvisible = isInvisible || value.elementsEqual("all".utf8)
        case "max-height": if Self.length(value) == 0 { isInvisible = true }
        case "overflow", "overflow-x", "overflow-y": isCut = value.elementsEqual("hidden".utf8)
        case "position": isMovable = !value.elementsEqual("static".utf8)
        case "text-indent", "margin-left", "margin-top":
            if let length = Self.length(value), length < Self.farAway { isInvisible = true }
        case "clip-path":
            if ["inset(50%)", "inset(100%)", "circle(0)", "circle(0px)"].contains(String(bytes: value)) {
                isInvisible = true
            }
        case "background", "background-color": background = HTMLColor(value) ?? .unknown
        case "background-image": if !value.elementsEqual("none".utf8) { background = .unknown }
        default: break
        }
    }

    private mutating func takeSize(_ value: ArraySlice<UInt8>) {
        guard let length = Self.length(value) else {
            if value.first?.isLetter == true { isTiny = false }
            return
        }
        let unit = value.drop { !$0.isLetter && $0 != UInt8(ascii: "%") }
        let isAbsolute = unit.hasPrefix("px") || unit.hasPrefix("pt")
        isTiny = length <= (isAbsolute ? Self.tinyLength : 0)
    }

    /// The number that a value begins with, whatever its unit.
    private static func length(_ value: ArraySlice<UInt8>) -> Double? {
        var rest = value
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var number = 0.0
        var scale = 0.0
        var digits = 0
        for byte in rest.prefix(16) {
            if byte.isDigit {
                number = number * 10 + Double(byte - UInt8(ascii: "0"))
                scale *= 10
                digits += 1
            } else if byte == UInt8(ascii: "."), scale == 0 {
                scale = 1
            } else {
                break
            }
        }
        guard digits > 0 else { return nil }
        let length = scale > 0 ? number / scale : number
        return isNegative ? -length : length
    }

    // MARK: Syntax

    /// In lower case, without comments and white space, escapes undone (CSS 2.2 §4.1.3, §4.1.9).
    private static func normalized(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte.isWhitespace { continue }
            if byte == UInt8(ascii: "/"), index < text.count, text[index] == UInt8(ascii: "*") {
                index = endOfComment(in: text, from: index + 1)
            } else if byte == UInt8(ascii: "\\") {
                output.append(escaped(in: text, &index))
            } else {
                output.append(byte.lowercased)
            }
        }
        return output
    }

    private static func endOfComment(in text: [UInt8], from start: Int) -> Int {
        let star = UInt8(ascii: "*")
        return ByteSearch.firstPair(star, UInt8(ascii: "/"), in: text.span, start..<text.count).map { $0 + 2 }
            ?? text.count
    }

    /// The letter behind a backslash, or that of the number there; what is not ASCII is none of a known word.
    private static func escaped(in text: [UInt8], _ index: inout Int) -> UInt8 {
        var number: UInt32 = 0
        var digits = 0
        while index < text.count, digits < 6, let digit = text[index].hexadecimalValue {
            number = number << 4 | UInt32(digit)
            digits += 1
            index += 1
        }
        if digits > 0 {
            if index < text.count, text[index].isWhitespace { index += 1 }
            return number < 128 ? UInt8(truncatingIfNeeded: number).lowercased : UInt8(ascii: "?")
        }
        guard index < text.count else { return UInt8(ascii: "?") }
        index += 1
        return text[index - 1].lowercased
    }
}
