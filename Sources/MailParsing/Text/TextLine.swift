/// One line of a body: where it stands in the text of its `BodyLines`, and what that place says about it.
///
/// It is a few plain numbers, so that a body of millions of lines costs neither much memory nor much time.
struct TextLine: Sendable {
    // No body is as long as 4 GiB, and what is read of many lines is mostly waiting for their memory.
    private var first: UInt32
    private var last: UInt32
    var marks: Marks
    /// How many quotations the line is in: `blockquote` in HTML.
    var quoteDepth: UInt16 = 0

    init(start: Int, end: Int, marks: Marks = []) {
        first = UInt32(clamping: start)
        last = UInt32(clamping: end)
        self.marks = marks
    }

    /// Where it begins, behind quotation marks that were taken off.
    var start: Int {
        get { Int(first) }
        set { first = UInt32(clamping: newValue) }
    }

    /// Where it ends, without a line end.
    var end: Int {
        get { Int(last) }
        set { last = UInt32(clamping: newValue) }
    }

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
