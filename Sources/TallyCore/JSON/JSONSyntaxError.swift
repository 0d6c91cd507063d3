extension JSON {
    /// How much a reader takes in before it refuses.
    package struct Limits: Hashable, Sendable {
        /// The size of the whole text.
        package var bytes: Int
        /// Arrays and objects within each other.
        package var depth: Int
        /// Values of every kind, counted through the whole text.
        package var values: Int

        package init(bytes: Int = 32 * 1_048_576, depth: Int = 64, values: Int = 1_000_000) {
            self.bytes = bytes
            self.depth = depth
            self.values = values
        }

        package static let standard = Limits()
    }

    /// Why a text is not JSON (RFC 8259) or not JSON5, and where.
    ///
    /// The description quotes single characters and member names, never a value, since values may be secret.
    package struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        package enum Reason: Hashable, Sendable {
            case tooLarge(limit: Int)
            case tooDeep(limit: Int)
            case tooManyValues(limit: Int)
            case notUTF8
            case unexpectedEnd(expected: String)
            case unexpectedCharacter(Unicode.Scalar, expected: String)
            case controlCharacter
            case unterminatedString
            case invalidEscape
            case loneSurrogate
            case invalidNumber
            case numberOutOfRange
            case duplicateName(String)
        }

        package let reason: Reason
        package let position: TextPosition

        package init(_ reason: Reason, at position: TextPosition) {
            self.reason = reason
            self.position = position
        }

        /// For example `3:14: "," or "}" was expected, not ":"`.
        package var description: String { "\(position): \(reason)" }
    }
}

extension JSON.SyntaxError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "the text is larger than \(limit) bytes"
        case .tooDeep(let limit): "more than \(limit) arrays and objects lie within each other"
        case .tooManyValues(let limit): "there are more than \(limit) values"
        case .notUTF8: "this is not UTF-8"
        case .unexpectedEnd(let expected): "the text ends where \(expected) was expected"
        case .unexpectedCharacter(let found, let expected):
            "\(expected) was expected, not \(Self.shown(found))"
        case .controlCharacter: "a control character in a string has to be written as an escape"
        case .unterminatedString: "the string has no end"
        case .invalidEscape: "this is not an escape sequence"
        case .loneSurrogate: "this escape is one half of a surrogate pair"
        case .invalidNumber: "this is not a number"
        case .numberOutOfRange: "the number is too large"
        case .duplicateName(let name): "the name \(JSON.string(name)) occurs twice in this object"
        }
    }

    /// The character in quotes, or its number when it would not be seen.
    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
            .privateUse, .surrogate, .nonspacingMark, .enclosingMark, .spacingMark:
            "U+" + String(scalar.value, radix: 16, uppercase: true)
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation,
            .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation,
            .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            scalar == "\"" ? "'\"'" : "\"\(scalar)\""
        @unknown default:
            "U+" + String(scalar.value, radix: 16, uppercase: true)
        }
    }
}
