/// Searches in runs of bytes, sixteen at a time.
///
/// Most octets of a mail are looked at for one reason only: whether they end a line or begin a delimiter.
enum ByteSearch {
    private typealias Block = SIMD16<UInt8>

    /// The first place of a byte in a range.
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let raw = unsafe bytes.bytes
        let wanted = Block(repeating: byte)
        var index = range.lowerBound
        while index + 16 <= range.upperBound {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            if let offset = firstMember(of: block .== wanted) { return index + offset }
            index += 16
        }
        while index < range.upperBound {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Every place of a byte, in order, for as long as `goesOn` says so.
    @inline(__always)
    static func each(_ byte: UInt8, in bytes: Span<UInt8>, _ goesOn: (Int) -> Bool) {
        let raw = unsafe bytes.bytes
        let wanted = Block(repeating: byte)
        var index = 0
        while index + 16 <= bytes.count {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            let halves = unsafe unsafeBitCast(block .== wanted, to: SIMD2<UInt64>.self)
            for half in 0..<2 {
                // An octet of ones for each place.
                var found = halves[half].littleEndian
                while found != 0 {
                    let lane = found.trailingZeroBitCount / 8
                    guard goesOn(index + half * 8 + lane) else { return }
                    found &= ~(0xFF << UInt64(lane * 8))
                }
            }
            index += 16
        }
        while index < bytes.count {
            if bytes[index] == byte, !goesOn(index) { return }
            index += 1
        }
    }

    /// How often a byte occurs.
    static func count(of byte: UInt8, in bytes: Span<UInt8>) -> Int {
        let raw = unsafe bytes.bytes
        let wanted = Block(repeating: byte)
        var total = 0
        var index = 0
        while index + 16 <= bytes.count {
            // No lane can overflow before they are added up.
            var lanes = Block()
            let end = min(bytes.count - 15, index + 16 * 255)
            while index < end {
                let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
                lanes &+= Block().replacing(with: Block(repeating: 1), where: block .== wanted)
                index += 16
            }
            for lane in 0..<16 { total += Int(lanes[lane]) }
        }
        while index < bytes.count {
            if bytes[index] == byte { total += 1 }
            index += 1
        }
        return total
    }

    /// How many digits a range has, which is shorter than four thousand octets.
    static func digits(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let raw = unsafe bytes.bytes
        let (zero, ten, one) = (
            Block(repeating: UInt8(ascii: "0")), Block(repeating: 10), Block(repeating: 1)
        )
        var lanes = Block()
        var index = range.lowerBound
        while index + 16 <= range.upperBound {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            lanes &+= Block().replacing(with: one, where: (block &- zero) .< ten)
            index += 16
        }
        var total = Int(lanes.wrappedSum())
        while index < range.upperBound {
            if bytes[index].isDigit { total += 1 }
            index += 1
        }
        return total
    }

    /// The first place in a range where two bytes stand one behind the other.
    static func firstPair(_ first: UInt8, _ second: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int?
    {
        let raw = unsafe bytes.bytes
        let wanted = (Block(repeating: first), Block(repeating: second))
        var index = range.lowerBound
        while index + 17 <= range.upperBound {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            let next = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: Block.self)
            if let offset = firstMember(of: (block .== wanted.0) .& (next .== wanted.1)) {
                return index + offset
            }
            index += 16
        }
        while index + 1 < range.upperBound {
            if bytes[index] == first, bytes[index + 1] == second { return index }
            index += 1
        }
        return nil
    }

    /// The first line from here that begins with a byte; `start` is where a line begins.
    static func firstLine(beginningWith byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        if let first = range.first, bytes[first] == byte { return first }
        return firstPair(.lineFeed, byte, in: bytes, range).map { $0 + 1 }
    }

    /// The first line from here that begins with a byte twice; `range` begins where a line does.
    ///
    /// What seldom stands twice is looked for before the line end is: lines that begin with it once cost nothing.
    static func firstLine(
        beginningTwiceWith byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>
    ) -> Int? {
        var place = range.lowerBound
        while let pair = firstPair(byte, byte, in: bytes, place..<range.upperBound) {
            if pair == range.lowerBound || bytes[pair - 1] == .lineFeed { return pair }
            place = pair + 2
            while place < range.upperBound, bytes[place] == byte { place += 1 }
        }
        return nil
    }

    /// Whether a null byte or a carriage return by itself is in a range.
    static func hasStrayOctet(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let raw = unsafe bytes.bytes
        let carriageReturn = Block(repeating: .carriageReturn)
        let lineFeed = Block(repeating: .lineFeed)
        var index = range.lowerBound
        while index + 16 <= range.upperBound, index + 17 <= bytes.count {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            let next = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index + 1, as: Block.self)
            let isStray =
                (block .== Block()) .| (block .== carriageReturn) .& (next .!= lineFeed)
            if firstMember(of: isStray) != nil { return true }
            index += 16
        }
        while index < range.upperBound {
            if bytes[index] == 0 { return true }
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if bytes[index] == .carriageReturn, next != .lineFeed { return true }
            index += 1
        }
        return false
    }

    static func isASCII(_ bytes: Span<UInt8>) -> Bool {
        let raw = unsafe bytes.bytes
        var index = 0
        while index + 8 <= raw.byteCount {
            let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { return false }
            index += 8
        }
        while index < bytes.count {
            if bytes[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }

    /// The first control character from here: below the space, or DEL.
    static func firstControl(in bytes: Span<UInt8>, from start: Int) -> Int? {
        let raw = unsafe bytes.bytes
        let space = Block(repeating: .space)
        let delete = Block(repeating: 127)
        var index = start
        while index + 16 <= bytes.count {
            let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: Block.self)
            if let offset = firstMember(of: (block .< space) .| (block .== delete)) { return index + offset }
            index += 16
        }
        while index < bytes.count {
            if bytes[index].isControl { return index }
            index += 1
        }
        return nil
    }

    /// Which lane of a comparison is the first that is true.
    @inline(__always)
    static func firstMember(of mask: SIMDMask<SIMD16<Int8>>) -> Int? {
        let halves = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        if halves[0] | halves[1] == 0 { return nil }
        return halves[0] != 0
            ? halves[0].littleEndian.trailingZeroBitCount / 8
            : 8 + halves[1].littleEndian.trailingZeroBitCount / 8
    }
}
