/// The text of a message and its division into what was added and what was quoted.
struct ShownText: Sendable {
    /// The text of the HTML, when there is no plain text.
    let derivedText: String?
    let split: ReplySplit
    private(set) var defects: [Defect] = []

    /// - Parameter isForward: whether the subject says that the message was sent on: then what it repeats is its content.
    init(_ body: MessageBody, isForward: Bool) {
        var lines = BodyLines()
        var derived = BodyLines()
        var hidesText = false
        var isPale = false
        var repetition = Repetition()
        for part in Self.shown(body.texts) {
            if part.isHTML {
                let html = HTMLText(Charset.withoutUpperControls(Array(part.text.utf8)))
                hidesText = hidesText || html.hasHiddenText
                isPale = isPale || html.hasPaleText
                if repetition.isFound(in: html.body, of: lines) { continue }
                derived.append(contentsOf: html.body)
                lines.append(contentsOf: html.body)
            } else {
                lines.append(contentsOf: Self.lines(of: part))
            }
        }
        let isDerived = body.texts.allSatisfy(\.isHTML) && !body.texts.isEmpty
        derivedText = isDerived ? String(bytes: derived.joined) : nil
        split = ReplySplit(lines, isForward: isForward)
        if isPale {
            defects.append(
                Defect(kind: .hiddenText, offset: nil, detail: "the HTML has white text on no background"))
        }
        if hidesText {
            defects.append(
                Defect(kind: .hiddenText, offset: nil, detail: "the HTML hides text from its reader"))
        }
    }

    /// The forms that are read: plain text goes before HTML when it says anything.
    private static func shown(_ texts: [BodyText]) -> [BodyText] {
        var withWords: Set<Int> = []
        var withHTML: Set<Int> = []
        let isBlank = texts.map { !$0.isHTML && $0.alternative != nil && $0.isBlank }
        for (part, isBlank) in zip(texts, isBlank) {
            guard let alternative = part.alternative else { continue }
            if part.isHTML {
                withHTML.insert(alternative)
            } else if !isBlank {
                withWords.insert(alternative)
            }
        }
        return zip(texts, isBlank).filter { part, isBlank in
            guard let alternative = part.alternative else { return true }
            return part.isHTML
                ? !withWords.contains(alternative) : !isBlank || !withHTML.contains(alternative)
        }.map(\.0)
    }

    /// Whether HTML says again what stands in plain text before it, without being marked as another form of it.
    private struct Repetition {
        /// The letters before it, and how much of the text they were taken from.
        private var letters: [UInt8] = []
        private var taken = 0
        private var searches = 0

        private static let limit = 100_000
        /// More such parts than a mail has.
        private static let searchLimit = 8

        mutating func isFound(in html: BodyLines, of before: BodyLines) -> Bool {
            let start = Self.letters(html.text[...], upTo: 60)
            guard start.count >= 20, before.text.count >= 20, searches < Self.searchLimit else {
                return false
            }
            searches += 1
            letters += Self.letters(before.text[taken...], upTo: Self.limit - letters.count)
            taken = before.text.count
            return Self.occurs(start, in: letters)
        }

        private static func letters(_ text: ArraySlice<UInt8>, upTo limit: Int) -> [UInt8] {
            var output: [UInt8] = []
            for byte in text where ByteSet.alphanumeric.contains(byte) || byte >= 0x80 {
                guard output.count < limit else { break }
                output.append(byte)
            }
            return output
        }

        /// Looks for a text without ever going back in the other one (Knuth, Morris and Pratt).
        private static func occurs(_ wanted: [UInt8], in text: [UInt8]) -> Bool {
            var restarts = [0]
            var length = 0
            for byte in wanted.dropFirst() {
                while length > 0, wanted[length] != byte { length = restarts[length - 1] }
                if wanted[length] == byte { length += 1 }
                restarts.append(length)
            }
            length = 0
            for byte in text {
                while length > 0, wanted[length] != byte { length = restarts[length - 1] }
                if wanted[length] == byte { length += 1 }
                if length == wanted.count { return true }
            }
            return false
        }
    }

    /// The lines of one part as people read them.
    private static func lines(of part: BodyText) -> BodyLines {
        let text = Charset.withoutUpperControls(withoutUnread(part))
        return part.isFlowed
            ? FlowedText.joined(text, deletingSpace: part.deletesSpace) : BodyLines(plain: text)
    }

    private static func withoutUnread(_ part: BodyText) -> [UInt8] {
        let text = Array(part.text.utf8)
        guard !part.unread.isEmpty else { return text }
        var output: [UInt8] = []
        var start = 0
        for range in part.unread.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.upperBound > start
        {
            if range.lowerBound > start { output.append(contentsOf: text[start..<range.lowerBound]) }
            start = range.upperBound
        }
        return output + text[start...]
    }
}
