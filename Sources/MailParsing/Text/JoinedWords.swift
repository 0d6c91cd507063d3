/// The words of lines that follow each other, as one line.
///
/// Attributions are looked for at every line and may reach over the same lines: what was put together for one is there
/// for those that begin below it.
struct JoinedWords: Sendable {
    /// The words, with a space between lines, and `>` before those that are quoted.
    private(set) var text: [UInt8] = []
    /// What was found in the text last.
    var lastVerb = AttributionText.LastVerb()
    /// Where the words of each line stand in the text, from the line `first` on.
    private var places: [Range<Int>] = []
    private var first = 0

    /// More octets than this are not kept for lines below.
    private static let limit = 4_096

    /// Where some lines stand in the text, which holds them from now on.
    mutating func join(_ range: Range<Int>, of lines: Span<ReplyLine>, _ folded: Span<UInt8>) -> Range<Int> {
        if range.lowerBound < first || range.lowerBound >= first + places.count || text.count > Self.limit {
            text.removeAll(keepingCapacity: true)
            lastVerb = AttributionText.LastVerb()
            places.removeAll(keepingCapacity: true)
            first = range.lowerBound
        }
        while first + places.count < range.upperBound {
            let line = lines[first + places.count]
            if !line.isBlank { text.append(.space) }
            if line.isQuote { text.append(UInt8(ascii: ">")) }
            let start = text.count
            unsafe folded.extracting(line.words).withUnsafeBufferPointer {
                unsafe text.append(contentsOf: $0)
            }
            places.append(start..<text.count)
        }
        return places[range.lowerBound - first].lowerBound..<places[range.upperBound - 1 - first].upperBound
    }
}
