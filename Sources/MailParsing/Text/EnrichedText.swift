/// The text between the commands of `text/enriched` (RFC 1896) and of `text/richtext` before it (RFC 1341 §7.1.3).
///
///     <bold>Now</bold> is <<the>> time     <param>red</param>
///
/// One line end is a space, further ones are lines, but for what `nofill` holds. What was never a command is text.
struct EnrichedText {
    private(set) var text: [UInt8] = []
    /// How many elements are open whose content nobody reads.
    private var unshown = 0
    /// How many are open that keep line ends as they are.
    private var unfilled = 0
    private var lineEnds = 0
    private let isRichText: Bool

    /// Octets of a command with its brackets (RFC 1896 §2: up to 60, and a slash).
    private static let commandLimit = 63

    /// - Parameter isRichText: whether it is the older `text/richtext`.
    init(_ bytes: [UInt8], isRichText: Bool) {
        self.isRichText = isRichText
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "<"), let end = take(bytes, at: index) {
                index = end
                continue
            }
            index += 1
            if byte == .lineFeed {
                lineEnds += 1
            } else if byte != .carriageReturn {
                write(byte)
            }
        }
        if lineEnds > 0 { text.append(.lineFeed) }
    }

    private mutating func write(_ byte: UInt8) {
        guard unshown == 0 else { return }
        if lineEnds > 0 {
            let count = unfilled > 0 ? lineEnds : lineEnds - 1
            if count == 0, text.last?.isWhitespace == false { text.append(.space) }
            if !isRichText || unfilled > 0 {
                text.append(contentsOf: repeatElement(.lineFeed, count: count))
            }
            lineEnds = 0
        }
        text.append(byte)
    }

    /// - Returns: where the text goes on behind the command; nil when none begins here.
    private mutating func take(_ bytes: [UInt8], at start: Int) -> Int? {
        if !isRichText, start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "<") {
            write(UInt8(ascii: "<"))
            return start + 2
        }
        let reach = bytes[(start + 1)...].prefix(Self.commandLimit)
        guard let end = reach.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let isEnd = bytes[start + 1] == UInt8(ascii: "/")
        let name = bytes[(start + (isEnd ? 2 : 1))..<end]
        guard !name.isEmpty, name.allSatisfy({ ByteSet.alphanumeric.contains($0) || $0 == UInt8(ascii: "-") })
        else { return nil }
        let change = isEnd ? -1 : 1
        switch String(bytes: name.map(\.lowercased)) {
        case "param", "comment": unshown = max(0, unshown + change)
        case "nofill", "verbatim": unfilled = max(0, unfilled + change)
        case "lt": write(UInt8(ascii: "<"))
        case "nl", "np": write(.lineFeed)
        case "paragraph": lineEnds = isRichText ? 0 : lineEnds
        default: break
        }
        return end + 1
    }
}
