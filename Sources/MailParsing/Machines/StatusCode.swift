/// Enhanced status codes (RFC 3463 §2) in text.
///
///     status-code = class "." subject "." detail        ; 2, 4 or 5; up to three digits; up to three digits
enum StatusCode {
    /// The first code of a text; failures go before successes.
    static func first(in text: ArraySlice<UInt8>, failuresOnly: Bool = false) -> String? {
        let bytes = text.span
        var index = 0
        while index < bytes.count {
            let isStart = index == 0 || !isJoined(bytes[index - 1])
            if isStart, let end = end(in: bytes, from: index),
                !failuresOnly || bytes[index] != UInt8(ascii: "2")
            {
                return String(bytes: text.dropFirst(index).prefix(end - index))
            }
            index += 1
        }
        return nil
    }

    /// Digits, dots, letters and dashes make versions, addresses and host names of what looks like a code.
    private static func isJoined(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    private static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
        switch bytes[start] {
        case UInt8(ascii: "2"), UInt8(ascii: "4"), UInt8(ascii: "5"): break
        default: return nil
        }
        var index = start + 1
        for _ in 0..<2 {
            guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
            index += 1
            let first = index
            while index < bytes.count, bytes[index].isDigit, index - first < 4 { index += 1 }
            guard index > first, index - first <= 3 else { return nil }
        }
        // A fourth number is an IP address; a letter is a version.
        if index < bytes.count, isJoined(bytes[index]) {
            let isSentenceEnd =
                bytes[index] == UInt8(ascii: ".") && !(index + 1 < bytes.count && bytes[index + 1].isDigit)
            let isDash = bytes[index] == UInt8(ascii: "-")
            guard isSentenceEnd || isDash else { return nil }
        }
        return index
    }
}
