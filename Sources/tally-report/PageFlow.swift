/// Fills pages from top to bottom.
struct PageFlow {
    let size: (width: Double, height: Double)
    /// Where text may stand.
    let area: Frame
    private(set) var pages = [Page()]
    /// From the top of the page to where the next block begins.
    private(set) var y: Double

    /// 1 is the first.
    var pageNumber: Int { pages.count }
    var bottom: Double { area.y + area.height }

    init(pageSize: (width: Double, height: Double), margins: Margins) {
        size = pageSize
        area = Frame(
            x: margins.side, y: margins.top, width: pageSize.width - 2 * margins.side,
            height: pageSize.height - margins.top - margins.bottom)
        y = margins.top
    }

    struct Margins {
        let side: Double
        let top: Double
        let bottom: Double
    }

    /// Leaves room; at the top of a page there is none to leave.
    mutating func space(_ height: Double) {
        if y > area.y { y += height }
    }

    /// Goes on to the next page unless `height` fits on this one.
    mutating func require(_ height: Double) {
        if y + height > bottom, y > area.y { startPage() }
    }

    mutating func startPage() {
        pages[pages.count - 1].end = y
        pages.append(Page())
        y = area.y
    }

    mutating func begin(_ tag: StructureTag) { pages[pages.count - 1].marks.append(.begin(tag)) }
    mutating func end(_ tag: StructureTag) { pages[pages.count - 1].marks.append(.end(tag)) }

    /// Puts a whole block at a place of the present page, without moving on.
    mutating func put(_ block: TextBlock, as tag: StructureTag, x: Double, top: Double) {
        begin(tag)
        for index in block.lines.indices {
            put(block, line: index, x: x, top: top + block.lines[index].top)
        }
        end(tag)
    }

    mutating func put(_ shape: Shape) { pages[pages.count - 1].shapes.append(shape) }

    /// Puts a shape under all others of a page.
    mutating func putUnder(_ shape: Shape, on page: Int) { pages[page - 1].shapes.insert(shape, at: 0) }

    mutating func advance(_ height: Double) { y += height }

    /// Puts a block line by line, over as many pages as it takes.
    mutating func flow(_ block: TextBlock, as tag: StructureTag, x: Double) {
        guard !block.lines.isEmpty else { return }
        begin(tag)
        for group in block.groups {
            let height = block.lines[group].reduce(0) { $0 + $1.height }
            if y + height > bottom, y > area.y {
                end(tag)
                startPage()
                begin(tag)
            }
            // An empty line does not open a page.
            if y == area.y, group.count == 1, block.lines[group.lowerBound].width == 0 { continue }
            for index in group {
                put(block, line: index, x: x, top: y)
                y += block.lines[index].height
            }
        }
        end(tag)
    }

    private mutating func put(_ block: TextBlock, line index: Int, x: Double, top: Double) {
        pages[pages.count - 1].marks.append(.line(block, index: index, x: x, top: top))
    }
}
