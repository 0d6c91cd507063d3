/// The character classes of JSON5, which are those of ECMAScript 5.1.
extension Unicode.Scalar {
    /// `LineTerminator` (ECMAScript 5.1 §7.3).
    var isLineTerminator: Bool {
        self == "\n" || self == "\r" || self == "\u{2028}" || self == "\u{2029}"
    }

    /// `JSON5WhiteSpace` or a line terminator (JSON5 §8).
    var isJSON5Blank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0xA0, 0xFEFF, 0x2028, 0x2029: true
        case 0...0xA0: false
        default: properties.generalCategory == .spaceSeparator
        }
    }

    /// `IdentifierStart` when `first`, else `IdentifierPart`, without the backslash (ECMAScript 5.1 §7.6).
    func isIdentifierPart(first: Bool) -> Bool {
        if self == "$" || self == "_" { return true }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .letterNumber:
            return true
        case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation:
            return !first
        case .format:
            return !first && (self == "\u{200C}" || self == "\u{200D}")
        case .otherNumber, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
            .control, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned, .privateUse,
            .surrogate, .enclosingMark:
            return false
        @unknown default:
            return false
        }
    }
}
