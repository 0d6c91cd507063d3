/// One term of a search as it was typed.
struct SearchToken: Hashable {
    /// `-` stood before it.
    var isExcluded = false
    /// What stood before the colon, in lower case; nil without one.
    var name: String?
    /// The word, or what stood behind the colon.
    var value = ""
    /// Whether `value` stood in quotation marks.
    var isQuoted = false
    /// The whole term as it was typed, without the `-`.
    var source = ""

    /// `OR`, in capitals or as somebody who types quickly writes it.
    var isOperator: Bool { !isQuoted && !isExcluded && name == nil && (value == "OR" || value == "or") }

    /// The term when it is no filter: a phrase, or a word that may end in a star.
    var asWords: SearchExpression.Term {
        if isQuoted, name == nil { return SearchExpression.Term(value) }
        let text = name == nil ? value : source
        guard text.utf8.last == UInt8(ascii: "*") else { return SearchExpression.Term(text) }
        return SearchExpression.Term(String(text.dropLast()), isPrefix: true)
    }
}

/// Cuts a search into its terms, at blanks outside quotation marks.
struct SearchScanner {
    private var rest: ArraySlice<Unicode.Scalar>

    /// The longest search that is read, in scalars.
    static let limit = 1_000

    init(_ text: String) { rest = Array(text.unicodeScalars.prefix(Self.limit))[...] }

    /// The next term; nil at the end.
    mutating func next() -> SearchToken? {
        rest = rest.drop { $0.properties.isWhitespace }
        guard !rest.isEmpty else { return nil }
        var token = SearchToken()
        if rest.first == "-", rest.count > 1, rest.dropFirst().first?.properties.isWhitespace == false {
            rest = rest.dropFirst()
            token.isExcluded = true
        }
        let start = rest
        if let (phrase, end) = quoted(rest) {
            (token.value, token.isQuoted, rest) = (phrase, true, end)
        } else {
            let word = rest.prefix { !$0.properties.isWhitespace && !Self.isQuotationMark($0) }
            rest = rest[word.endIndex...]
            token.value = Self.text(word)
            if let colon = word.firstIndex(of: ":"), colon > word.startIndex {
                token.name = asciiLowercased(Self.text(word[..<colon]).utf8)
                token.value = Self.text(word[(colon + 1)...])
                if token.value.isEmpty, let (phrase, end) = quoted(rest) {
                    (token.value, token.isQuoted, rest) = (phrase, true, end)
                }
            }
        }
        token.source = Self.text(start[..<rest.startIndex])
        return token
    }

    /// The text in quotation marks that begins here, and what follows; the closing mark may be missing.
    private func quoted(
        _ scalars: ArraySlice<Unicode.Scalar>
    ) -> (text: String, rest: ArraySlice<Unicode.Scalar>)? {
        guard let first = scalars.first, Self.isQuotationMark(first) else { return nil }
        let text = scalars.dropFirst().prefix { !Self.isQuotationMark($0) }
        return (Self.text(text), scalars[text.endIndex...].dropFirst())
    }

    private static func isQuotationMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}", "\u{300C}", "\u{300D}": true
        default: false
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
