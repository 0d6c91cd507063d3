/// The numbers of the next items of the ordered lists that are open (HTML Living Standard §4.4.5, §4.4.8).
struct HTMLItemNumbers: Sendable {
    private var numbers: [Int] = []

    /// More digits than a list has items.
    private static let digitLimit = 9

    /// A list begins, with 1 unless it says otherwise.
    mutating func begin(_ tokenizer: borrowing HTMLTokenizer) {
        numbers.append(Self.number(.start, tokenizer) ?? 1)
    }

    mutating func end() { numbers.removeLast() }

    /// The number of an item of the innermost list; nil when none is open.
    mutating func next(_ tokenizer: borrowing HTMLTokenizer) -> Int? {
        guard let following = numbers.popLast() else { return nil }
        let number = Self.number(.value, tokenizer) ?? following
        numbers.append(number + 1)
        return number
    }

    /// The number in an attribute of the start tag that was read last; nil for what is none.
    private static func number(_ name: HTMLAttribute, _ tokenizer: borrowing HTMLTokenizer) -> Int? {
        guard !tokenizer.attributes.isEmpty,
            let attribute = tokenizer.attributes.first(where: { $0.name == name })
        else { return nil }
        let text = tokenizer.value(of: attribute).trimmed
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text
        guard digits.count <= digitLimit, digits.allSatisfy(\.isDigit) else { return nil }
        return Int(String(bytes: digits)).map { isNegative ? -$0 : $0 }
    }
}
