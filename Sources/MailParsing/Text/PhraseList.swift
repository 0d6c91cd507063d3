/// Phrases that are looked for together, found by their first octet.
struct PhraseList: Sendable {
    private let byFirst: [[[UInt8]]]

    init(_ phrases: [[UInt8]]) {
        var byFirst = [[[UInt8]]](repeating: [], count: 256)
        for phrase in phrases {
            guard let first = phrase.first else { continue }
            byFirst[Int(first)].append(phrase)
        }
        self.byFirst = byFirst
    }

    /// The longest phrase that the text has at this place.
    func longest(in text: ArraySlice<UInt8>, at start: Int) -> Range<Int>? {
        let candidates = byFirst[Int(text[start])]
        guard !candidates.isEmpty else { return nil }
        var length = 0
        for phrase in candidates where phrase.count > length && phrase.count <= text.endIndex - start {
            var offset = 1
            while offset < phrase.count, text[start + offset] == phrase[offset] { offset += 1 }
            if offset == phrase.count { length = offset }
        }
        return length > 0 ? start..<(start + length) : nil
    }

    func begins(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && longest(in: text, at: text.startIndex) != nil
    }
}
