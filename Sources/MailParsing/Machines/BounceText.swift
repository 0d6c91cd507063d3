/// A report of a failed delivery that is written for people, as most systems before RFC 3464 and many after it do.
struct BounceText: Sendable {
    private(set) var saysFailure = false
    private(set) var saysDelay = false
    /// Addresses that stand where such reports name whom they could not reach.
    private(set) var recipients: [String] = []
    private(set) var status: String?
    /// The header of the message that the report is about, where its text repeats it.
    private(set) var original: [HeaderField] = []

    /// How much of a report is looked at: what matters stands at its start.
    private static let byteLimit = 65_536
    private static let lineLimit = 600

    /// The same, of addresses that were to be excluded.
    var excludedRecipients: [String] { excludedPlaces.list }

    /// It has a status code, names somebody as reports do, or repeats a header.
    var looksLikeReport: Bool {
        status != nil || !standing.list.isEmpty || !named.list.isEmpty || !original.isEmpty
    }

    private var standing = Addresses()
    private var named = Addresses()
    private var other = Addresses()
    private var excludedPlaces = Addresses()

    /// - Parameter excluded: addresses, in lower case, that are nobody's failure: the reporter and its reader.
    init(_ text: [UInt8], excluding excluded: Set<String>) {
        let text = Array(text.prefix(Self.byteLimit))
        let folded = FoldedText.lowercased(text)
        var line = 0
        var count = 0
        while line < text.count, count < Self.lineLimit {
            let end = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            let content = text[line..<end].trimmed
            let words = folded[content.startIndex..<content.endIndex]
            if count > 0, Self.beginsCopy(words) {
                takeCopy(of: text, from: line)
                break
            }
            take(content, words, excluded)
            line = end
            count += 1
        }
        recipients = [standing, named, other].first { !$0.list.isEmpty }?.list ?? []
    }

    private static func beginsCopy(_ words: ArraySlice<UInt8>) -> Bool {
        BounceVocabulary.copies.begins(words) || BounceVocabulary.copyMarks.occurs(in: words)
    }

    private mutating func take(
        _ content: ArraySlice<UInt8>, _ words: ArraySlice<UInt8>, _ excluded: Set<String>
    ) {
        guard !words.isEmpty else { return }
        if !saysFailure { saysFailure = BounceVocabulary.failures.occurs(in: words) }
        if !saysDelay { saysDelay = BounceVocabulary.delays.occurs(in: words) }
        if status == nil { status = StatusCode.first(in: content, failuresOnly: true) }
        guard content.contains(UInt8(ascii: "@")), content.count < 1_000 else { return }
        for (place, range) in Self.addresses(in: content) {
            let address = String(bytes: content[place])
            let folded = String(bytes: words[place])
            if excluded.contains(folded) {
                if Self.stands(range, in: content) { excludedPlaces.append(address, folded) }
            } else if Self.stands(range, in: content) {
                standing.append(address, folded)
            } else if Self.isNamed(before: content[..<range.lowerBound]) {
                named.append(address, folded)
            } else {
                other.append(address, folded)
            }
        }
    }

    /// Addresses in order, each once, capitals ignored.
    private struct Addresses {
        private(set) var list: [String] = []
        private var known: Set<String> = []

        mutating func append(_ address: String, _ folded: String) {
            if list.count < 100, known.insert(folded).inserted { list.append(address) }
        }
    }

    /// Where addresses stand in running text, without their brackets and with them.
    private static func addresses(in text: ArraySlice<UInt8>) -> [(Range<Int>, Range<Int>)] {
        var found: [(Range<Int>, Range<Int>)] = []
        var index = text.startIndex
        while found.count < 20, let sign = text[index...].firstIndex(of: UInt8(ascii: "@")) {
            index = sign
            var start = index
            while start > text.startIndex, isLocal(text[start - 1]) { start -= 1 }
            var end = index + 1
            while end < text.endIndex,
                ByteSet.alphanumeric.contains(text[end]) || text[end] == UInt8(ascii: ".")
                    || text[end] == UInt8(ascii: "-")
            {
                end += 1
            }
            while end > index + 1, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
                end -= 1
            }
            let isAddress = start < index && end > index + 1 && !text[index - 1].isWhitespace
            if isAddress {
                var range = start..<end
                if start > text.startIndex, text[start - 1] == UInt8(ascii: "<") { range = (start - 1)..<end }
                found.append((start..<end, range))
            }
            index = max(end, index + 1)
        }
        return found
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        ByteSet.atomText.contains(byte) && byte < 128 || byte == UInt8(ascii: ".")
    }

    /// An address in brackets or alone at the start of a line.
    private static func stands(_ range: Range<Int>, in line: ArraySlice<UInt8>) -> Bool {
        guard range.lowerBound == line.startIndex else { return false }
        let isBracketed = line[range.lowerBound] == UInt8(ascii: "<")
        var rest = line[range.upperBound...]
        if rest.first == UInt8(ascii: ">") { rest = rest.dropFirst() }
        guard let next = rest.trimmed.first else { return true }
        return isBracketed || next == UInt8(ascii: ":") || next == UInt8(ascii: ";")
            || next == UInt8(ascii: "(")
            || next == UInt8(ascii: "<") || next == UInt8(ascii: ",") || next == UInt8(ascii: ".")
            || next == UInt8(ascii: "[")
    }

    private static let names = [
        "recipient", "to:", "to", "rcpt to:", "rcpt", "user:", "user", "address:", "addressee", "for", "<<<",
        ">>>", "failed:", "adresse", "mailbox", "receiver",
    ]

    private static func isNamed(before text: ArraySlice<UInt8>) -> Bool {
        let words = text.trimmed {
            $0.isWhitespace || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "<")
        }
        return names.contains { words.hasSuffixIgnoringCase($0) }
    }

    private mutating func takeCopy(of text: [UInt8], from start: Int) {
        var line = start
        var attempts = 0
        while line < text.count, attempts < 12 {
            let block = HeaderBlock(in: text, line..<text.count, limits: .standard)
            if block.fields.count >= 3 {
                original = block.fields
                return
            }
            line = HeaderBlock.endOfLine(in: text, from: line, to: text.count)
            attempts += 1
        }
    }
}
