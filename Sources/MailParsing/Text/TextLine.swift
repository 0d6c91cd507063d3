/// One line of a body: where it stands in the text of its `BodyLines`, and what that place says about it.
///
/// It is a few plain numbers, so that a body of millions of lines costs neither much memory nor much time.
struct TextLine: Sendable {
    /// Where it begins, behind quotation marks that were taken off.
    var start: Int
    /// Where it ends, without a line end.
    var end: Int
    var marks: Marks = []
    /// How many quotations the line is in: `blockquote` in HTML.
    var quoteDepth: UInt16 = 0

    /// What is known of a line besides its text.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8

        /// From plain text, where quotations are marked by letters at the start of the line.
        static let plain = Marks(rawValue: 1)
        /// In an element that clients put around what they quote.
        static let inQuotation = Marks(rawValue: 2)
        /// In a quotation that its writer made to set text off, as the indentation of a web mailer does.
        static let indentation = Marks(rawValue: 4)
        /// In an element that clients put around signatures.
        static let inSignature = Marks(rawValue: 8)
    }

    var count: Int { end - start }

    var isEmpty: Bool { start == end }
}
