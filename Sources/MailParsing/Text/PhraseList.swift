/// Phrases that are looked for together, found by their first octet.
///
/// They lie in one run of octets: looking for one touches no more memory than it has to.
struct PhraseList: Sendable {
    private let text: [UInt8]
    private let phrases: [Phrase]
    /// Where the phrases begin that have this first octet, and behind all where they end.
    private let firsts: [Int]
    /// Which octets phrases begin with, a bit each: most texts are refused by it.
    private let initials: SIMD4<UInt64>
    /// Octets of the shortest phrase.
    private let shortest: Int

    private struct Phrase: Sendable {
        let start: Int
        let count: Int
        /// Which of the phrases it is, as they were given.
        let number: Int
    }

    init(_ phrases: [[UInt8]]) {
        var text: [UInt8] = []
        var sorted: [Phrase] = []
        var firsts = [Int](repeating: 0, count: 257)
        let order = phrases.indices.sorted { (phrases[$0].first ?? 0, $0) < (phrases[$1].first ?? 0, $1) }
        for number in order {
            guard let first = phrases[number].first else { continue }
            firsts[Int(first) + 1] += 1
            sorted.append(Phrase(start: text.count, count: phrases[number].count, number: number))
            text.append(contentsOf: phrases[number])
        }
        for first in 0..<256 { firsts[first + 1] += firsts[first] }
        self.text = text
        self.phrases = sorted
        self.firsts = firsts
        var initials = SIMD4<UInt64>()
        for phrase in phrases {
            if let first = phrase.first { initials[Int(first >> 6)] |= 1 << UInt64(first & 63) }
        }
        self.initials = initials
        shortest = sorted.map(\.count).min() ?? .max
    }

    init(_ phrases: [String]) { self.init(phrases.map { Array($0.utf8) }) }

    /// Whether a phrase begins with this octet.
    @inline(__always)
    func begins(with first: UInt8) -> Bool { initials[Int(first >> 6)] >> UInt64(first & 63) & 1 == 1 }

    /// A quick look at a text, which refuses most of those that do not begin with a phrase.
    @inline(__always)
    private func mayBegin(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !range.isEmpty && range.count >= shortest && begins(with: bytes[range.lowerBound])
    }

    /// The longest phrase that the text has at this place.
    func longest(in bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard mayBegin(bytes, range) else { return nil }
        let first = Int(bytes[range.lowerBound])
        var length = 0
        for place in firsts[first]..<firsts[first + 1] {
            let phrase = phrases[place]
            guard phrase.count > length, phrase.count <= range.count else { continue }
            if has(phrase, bytes, at: range.lowerBound) { length = phrase.count }
        }
        return length > 0 ? range.lowerBound..<(range.lowerBound + length) : nil
    }

    /// The longest phrase that the text begins with.
    func longest(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        longest(in: bytes.span, 0..<bytes.count).map {
            bytes.startIndex..<(bytes.startIndex + $0.count)
        }
    }

    /// Whether the text begins with a phrase.
    func begins(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard mayBegin(bytes, range) else { return false }
        let first = Int(bytes[range.lowerBound])
        for place in firsts[first]..<firsts[first + 1] where phrases[place].count <= range.count {
            if has(phrases[place], bytes, at: range.lowerBound) { return true }
        }
        return false
    }

    func begins(_ bytes: ArraySlice<UInt8>) -> Bool { longest(in: bytes.span, 0..<bytes.count) != nil }

    /// The phrase that the text begins with, of several the one that was given first.
    func first(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = bytes.first.map(Int.init) else { return nil }
        let text = bytes.span
        for place in firsts[first]..<firsts[first + 1] where phrases[place].count <= bytes.count {
            if has(phrases[place], text, at: 0) {
                return bytes.startIndex..<(bytes.startIndex + phrases[place].count)
            }
        }
        return nil
    }

    /// The number of the phrase that is the whole text.
    func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard mayBegin(bytes, range) else { return nil }
        let first = Int(bytes[range.lowerBound])
        for place in firsts[first]..<firsts[first + 1] where phrases[place].count == range.count {
            if has(phrases[place], bytes, at: range.lowerBound) { return phrases[place].number }
        }
        return nil
    }

    /// Whether a phrase occurs anywhere in the text.
    func occurs(in bytes: ArraySlice<UInt8>) -> Bool {
        let text = bytes.span
        for start in 0..<max(0, bytes.count - shortest + 1) where begins(with: text[start]) {
            let first = Int(text[start])
            for place in firsts[first]..<firsts[first + 1] where phrases[place].count <= bytes.count - start {
                if has(phrases[place], text, at: start) { return true }
            }
        }
        return false
    }

    @inline(__always)
    private func has(_ phrase: Phrase, _ bytes: Span<UInt8>, at start: Int) -> Bool {
        let text = text.span
        var offset = 1
        while offset < phrase.count, bytes[start + offset] == text[phrase.start + offset] { offset += 1 }
        return offset == phrase.count
    }
}
