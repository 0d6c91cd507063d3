internal import TallyCore

extension ReportComposer {
    /// A list in columns; its head stands again on each page.
    mutating func compose(_ table: TicketReport.Table) {
        let columns = Array(table.columns.prefix(Limit.columns))
        guard !columns.isEmpty else { return }
        let count = table.rows.count
        composeHeading(
            PrintableText.line(table.title, limit: Limit.word),
            count: count == 1 ? words(.oneRow) : words(.someRows, ["count": "\(count)"]))
        guard count > 0 else {
            composeNote(words(.nothingToShow), indent: 0)
            return
        }
        let places = places(of: columns)
        flow.begin(.table)
        composeRow(
            columns.map(\.title), columns, places, style: .label, tag: .headerCell)
        for row in table.rows.prefix(Limit.rows) {
            let page = flow.pageNumber
            let cells = set(row, columns, places, style: .cell)
            flow.require(height(of: cells))
            if flow.pageNumber != page {
                composeRow(columns.map(\.title), columns, places, style: .label, tag: .headerCell)
            }
            put(cells, places, tag: .cell)
        }
        flow.end(.table)
        let left = count - Limit.rows
        if left > 0 { composeNote(words(.moreRows, ["count": "\(left)"]), indent: 0) }
        if let note = table.note {
            composeNote(PrintableText.line(note, limit: Limit.value), indent: 0)
        }
    }

    private mutating func composeRow(
        _ texts: [String], _ columns: [TicketReport.Column], _ places: [Frame], style: TextStyle,
        tag: StructureTag
    ) {
        let cells = set(texts, columns, places, style: style)
        flow.require(height(of: cells) + 30)
        put(cells, places, tag: tag)
    }

    /// Where each column stands; only `x` and `width` count.
    private func places(of columns: [TicketReport.Column]) -> [Frame] {
        let gap = 8.0
        let shares = Double(columns.reduce(0) { $0 + min(max(1, $1.share), 100) })
        let room = flow.area.width - gap * Double(columns.count - 1)
        var x = flow.area.x
        return columns.map { column in
            let width = room * Double(min(max(1, column.share), 100)) / shares
            defer { x += width + gap }
            return Frame(x: x, y: 0, width: width, height: 0)
        }
    }

    private func set(
        _ texts: [String], _ columns: [TicketReport.Column], _ places: [Frame], style: TextStyle
    ) -> [TextBlock] {
        zip(zip(texts, columns), places).map { cell, place in
            typesetter.set(
                PrintableText.line(cell.0, limit: Limit.word),
                style: style.with(alignment: cell.1.isNumber ? .right : .left), width: place.width)
        }
    }

    private func height(of cells: [TextBlock]) -> Double { cells.reduce(0) { max($0, $1.height) } + 7 }

    private mutating func put(_ cells: [TextBlock], _ places: [Frame], tag: StructureTag) {
        flow.begin(.row)
        for (cell, place) in zip(cells, places) { flow.put(cell, as: tag, x: place.x, top: flow.y) }
        flow.end(.row)
        flow.advance(height(of: cells) - 3)
        flow.put(
            Shape(
                frame: Frame(x: flow.area.x, y: flow.y, width: flow.area.width, height: 0.4),
                colour: Palette.line))
        flow.advance(3)
    }
}

extension TextStyle {
    /// A cell of a list.
    fileprivate static let cell = TextStyle(size: 8.5, alignment: .left, maximumLines: 2)
}
