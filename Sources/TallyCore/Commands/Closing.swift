/// What may stand behind a command without being part of it: a final mark, and a word of thanks or greeting.
///
///     closing = *mark *WSP [courtesy] *mark          ; "claim, thanks!"
enum Closing {
    /// Whether the bytes are a closing and nothing else.
    static func isWhole(_ bytes: ArraySlice<UInt8>) -> Bool {
        let words = withoutMarks(bytes)
        return words.isEmpty || courtesies.contains(asciiLowercased(words))
    }

    /// The bytes without a closing at their end.
    static func removed(from bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let value = withoutMarks(bytes)
        let isBreak: (UInt8) -> Bool = { CommandLine.isBlank($0) || $0 == UInt8(ascii: ",") }
        // A courtesy has at most three words.
        var end = value.endIndex
        for _ in 0..<longestCourtesy {
            guard let gap = value[..<end].lastIndex(where: isBreak) else { break }
            if courtesies.contains(asciiLowercased(value[(gap + 1)...])) {
                return withoutMarks(value[..<gap])
            }
            end = gap
        }
        return value
    }

    /// Where the wide marks at the end of a word begin; nil when it has none.
    static func start(in word: ArraySlice<UInt8>) -> Int? {
        word.indices.first { index in
            word[index] >= 0xE3 && wideMarks.contains { word[index...].starts(with: $0) }
        }
    }

    /// Without blanks and final marks at both ends.
    private static func withoutMarks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = CommandLine.trimmed(bytes)
        while let mark = marks.first(where: { bytes.starts(with: $0) }) {
            bytes = CommandLine.trimmed(bytes.dropFirst(mark.count))
        }
        while let mark = marks.first(where: { bytes.suffix($0.count).elementsEqual($0) }) {
            bytes = CommandLine.trimmed(bytes.dropLast(mark.count))
        }
        return bytes
    }

    private static let marks: [[UInt8]] = [".", "!", ","].map { Array($0.utf8) } + wideMarks

    /// Those of Chinese and Japanese, and their colon.
    private static let wideMarks: [[UInt8]] = [
        "\u{3002}", "\u{FF01}", "\u{FF0C}", "\u{3001}", "\u{FF1A}",
    ].map { Array($0.utf8) }

    /// Words in the longest courtesy.
    private static let longestCourtesy = 3

    /// Closed on purpose: whatever else stands behind a verb makes the line a sentence.
    private static let courtesies: Set<String> = [
        "thanks", "thank you", "thx", "ty", "many thanks", "thanks a lot", "thank you very much", "cheers",
        "please", "best", "best wishes", "regards", "best regards", "kind regards", "warm regards", "br",
        "danke", "vielen dank", "danke sch\u{F6}n", "bitte", "gru\u{DF}", "gr\u{FC}\u{DF}e",
        "viele gr\u{FC}\u{DF}e",
        "mit freundlichen gr\u{FC}\u{DF}en", "mfg", "vg", "lg",
        "merci", "merci beaucoup", "cordialement", "gracias", "muchas gracias", "saludos", "grazie",
        "cordiali saluti", "obrigado", "obrigada", "bedankt", "groeten", "tack", "takk", "tak", "kiitos",
        "dzi\u{119}kuj\u{119}", "d\u{11B}kuji", "k\u{F6}szi",
        "\u{441}\u{43F}\u{430}\u{441}\u{438}\u{431}\u{43E}",
        "\u{8C22}\u{8C22}", "\u{3042}\u{308A}\u{304C}\u{3068}\u{3046}",
    ]
}
