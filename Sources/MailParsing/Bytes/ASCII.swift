/// Questions about single bytes of mail syntax, which is ASCII.
extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")

    /// Space or tab: `WSP` of RFC 5234.
    var isBlank: Bool { self == .space || self == .tab }

    var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }

    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    var isWhitespace: Bool { self == .space || (self >= 9 && self <= 13) }

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isLetter: Bool {
        let lower = self | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    var isControl: Bool { self < 32 || self == 127 }

    var lowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        let lower = self | 0x20
        guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "f") else { return nil }
        return lower - UInt8(ascii: "a") + 10
    }
}

/// Comparisons and searches on runs of bytes.
///
/// ASCII letters compare without case, all other bytes exactly: canonical equivalence never applies.
extension RandomAccessCollection<UInt8> where Index == Int {
    func equalsIgnoringCase(_ text: String) -> Bool {
        count == text.utf8.count && hasPrefixIgnoringCase(text)
    }

    func hasPrefixIgnoringCase(_ text: String) -> Bool {
        count >= text.utf8.count && continues(at: startIndex, with: text.utf8.span)
    }

    func hasSuffixIgnoringCase(_ text: String) -> Bool {
        count >= text.utf8.count && continues(at: endIndex - text.utf8.count, with: text.utf8.span)
    }

    /// The first place where an ASCII text occurs, letters without case.
    ///
    /// Meant for short needles: the work is at most the product of both lengths.
    func firstRangeIgnoringCase(of text: String) -> Range<Int>? {
        let wanted = text.utf8.span
        guard !wanted.isEmpty, count >= wanted.count else { return nil }
        let first = wanted[0].lowercased
        for start in startIndex...(endIndex - wanted.count) where self[start].lowercased == first {
            if continues(at: start, with: wanted) { return start..<(start + wanted.count) }
        }
        return nil
    }

    @inline(__always)
    private func continues(at start: Int, with text: Span<UInt8>) -> Bool {
        for offset in text.indices where self[start + offset].lowercased != text[offset].lowercased {
            return false
        }
        return true
    }

    func containsIgnoringCase(_ text: String) -> Bool { firstRangeIgnoringCase(of: text) != nil }
}

extension RandomAccessCollection<UInt8> where Index == Int, SubSequence: RandomAccessCollection<UInt8> {
    /// Without the bytes at both ends for which `unwanted` is true.
    func trimmed(of unwanted: (UInt8) -> Bool) -> SubSequence {
        var start = startIndex
        var end = endIndex
        while start < end, unwanted(self[start]) { start += 1 }
        while end > start, unwanted(self[end - 1]) { end -= 1 }
        return self[start..<end]
    }

    var trimmed: SubSequence { trimmed { $0.isWhitespace } }
}

/// The same of octets that are looked at where they lie: nothing is counted or copied for it.
extension Span<UInt8> {
    /// A range without the bytes at both ends for which `unwanted` is true.
    @inline(__always)
    func trimmed(_ range: Range<Int>, of unwanted: (UInt8) -> Bool) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, unwanted(self[start]) { start += 1 }
        while end > start, unwanted(self[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Whether a range is this text, of which every octet counts.
    func holds(_ text: StaticString, _ range: Range<Int>) -> Bool {
        text.utf8CodeUnitCount == range.count && begins(with: text, range)
    }

    /// Whether a range begins with this text, of which every octet counts.
    func begins(with text: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count >= text.utf8CodeUnitCount else { return false }
        for offset in 0..<text.utf8CodeUnitCount
        where unsafe self[range.lowerBound + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }
}

extension String {
    init(bytes: some Collection<UInt8>) { self.init(decoding: bytes, as: UTF8.self) }

    /// With ASCII letters in lower case, everything else as it is.
    var asciiLowercased: String { String(bytes: utf8.map(\.lowercased)) }
}
