/// A rectangle on a page, in points from the top left corner.
struct Frame {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// A filled rectangle, its corners rounded when `radius` is more than 0.
struct Shape {
    var frame: Frame
    var colour: Colour
    var radius = 0.0
}

/// One page, laid out: what is drawn on it, in order.
struct Page {
    enum Mark {
        case begin(StructureTag)
        case end(StructureTag)
        /// One line of a block; `x` is the left edge of the block.
        case line(TextBlock, index: Int, x: Double, top: Double)
    }

    /// Bars, grounds and rules under the text; no part of the document's structure.
    var shapes: [Shape] = []
    var marks: [Mark] = []
    /// Where the last block ends when there is a page after this one, in points from the top.
    var end = 0.0
}
