/// How a piece of text looks.
struct TextStyle: Hashable, Sendable {
    enum Alignment: Sendable {
        /// Left for scripts that run to the right, right for those that run to the left, paragraph by paragraph.
        case natural
        /// Left whatever the script: a name in a column of names.
        case left
        case right
    }

    /// In points.
    var size: Double
    var isBold = false
    var colour = Palette.ink
    var alignment = Alignment.natural
    /// More lines than this end in an ellipsis; nil for any number.
    var maximumLines: Int?

    static let title = TextStyle(size: 19, isBold: true, maximumLines: 5)
    static let section = TextStyle(size: 12.5, isBold: true, alignment: .left)
    static let author = TextStyle(size: 10, isBold: true, alignment: .left, maximumLines: 1)
    static let body = TextStyle(size: 10)
    static let value = TextStyle(size: 9.5, alignment: .left, maximumLines: 4)
    static let small = TextStyle(size: 8.5, colour: Palette.quiet, alignment: .left)
    static let label = TextStyle(size: 7.5, colour: Palette.quiet, alignment: .left, maximumLines: 1)
    static let margin = TextStyle(size: 8, colour: Palette.quiet, alignment: .left, maximumLines: 1)

    func with(
        colour: Colour? = nil, alignment: Alignment? = nil, isBold: Bool? = nil, maximumLines: Int? = nil
    ) -> TextStyle {
        var style = self
        style.colour = colour ?? style.colour
        style.alignment = alignment ?? style.alignment
        style.isBold = isBold ?? style.isBold
        style.maximumLines = maximumLines ?? style.maximumLines
        return style
    }
}
