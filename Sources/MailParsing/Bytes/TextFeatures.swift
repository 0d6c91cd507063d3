/// What occurs in a run of header text that does not stand for itself.
///
/// Most fields have nothing of it, so that it is looked for in one pass over whole blocks.
struct TextFeatures: OptionSet {
    private typealias Block = SIMD16<UInt8>

    let rawValue: UInt8

    /// Tabs, line ends, vertical tabs and form feeds.
    static let whitespace = TextFeatures(rawValue: 1)
    /// Control characters that are no white space.
    static let control = TextFeatures(rawValue: 2)
    static let nonASCII = TextFeatures(rawValue: 4)
    /// `=?`, which begins an encoded word.
    static let encodedWord = TextFeatures(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(of bytes: Span<UInt8>, _ range: Range<Int>) {
        self = []
        let raw = unsafe bytes.bytes
        let (tab, width) = (Block(repeating: .tab), Block(repeating: 5))
        let (space, delete) = (Block(repeating: .space), Block(repeating: 127))
        let (first, second) = (Block(repeating: UInt8(ascii: "=")), Block(repeating: UInt8(ascii: "?")))
        var blanks = space .!= space
        var controls = blanks
        var marks = blanks
        var octets = Block()
        var index = range.lowerBound
        while index + 17 <= range.upperBound {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            let next = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: Block.self)
            let isBlank = (block &- tab) .< width
            blanks .|= isBlank
            controls .|= ((block .< space) .^ isBlank) .| (block .== delete)
            marks .|= (block .== first) .& (next .== second)
            octets |= block
            index += 16
        }
        // Each comparison is kept whole until the end: asking for it costs more than making it.
        if ByteSearch.firstMember(of: blanks) != nil { insert(.whitespace) }
        if ByteSearch.firstMember(of: controls) != nil { insert(.control) }
        if ByteSearch.firstMember(of: marks) != nil { insert(.encodedWord) }
        if ByteSearch.firstMember(of: octets .> delete) != nil { insert(.nonASCII) }
        while index < range.upperBound {
            let next = index + 1 < range.upperBound ? bytes[index + 1] : nil
            insert(Self.features(of: bytes[index], before: next))
            index += 1
        }
    }

    private static func features(of byte: UInt8, before next: UInt8?) -> TextFeatures {
        if byte >= 0x80 { return .nonASCII }
        if byte.isControl { return byte.isWhitespace ? .whitespace : .control }
        return byte == UInt8(ascii: "=") && next == UInt8(ascii: "?") ? .encodedWord : []
    }
}
