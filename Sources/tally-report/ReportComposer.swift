internal import TallyCore

/// Lays a ticket report out on pages.
struct ReportComposer {
    /// An entry of the PDF's outline.
    struct OutlineEntry {
        let title: String
        let isTopLevel: Bool
        let page: Int
        let y: Double
    }

    let report: TicketReport
    /// What the program says itself, in the language of the report.
    let words: Wording
    let typesetter: Typesetter
    var flow: PageFlow
    private(set) var outline: [OutlineEntry] = []

    init(_ report: TicketReport, typesetter: Typesetter) {
        self.report = report
        words = Wording(report.vocabulary)
        self.typesetter = typesetter
        flow = PageFlow(
            pageSize: report.pageSize.points, margins: PageFlow.Margins(side: 54, top: 62, bottom: 66))
    }

    /// All pages, with running heads and page numbers.
    mutating func compose() {
        flow.begin(.document)
        composeHead()
        composeFacts()
        if report.hasConversation { composeConversation() }
        for table in report.tables.prefix(Limit.tables) { compose(table) }
        composeTimeline()
        flow.end(.document)
    }

    mutating func noteInOutline(_ title: String, isTopLevel: Bool) {
        guard outline.count < Limit.outlineEntries else { return }
        outline.append(OutlineEntry(title: title, isTopLevel: isTopLevel, page: flow.pageNumber, y: flow.y))
    }

    /// The heading of a part of the report, with room for the first of what comes after it.
    mutating func composeHeading(_ title: String, count: String?) {
        flow.space(24)
        flow.require(90)
        noteInOutline(title, isTopLevel: true)
        let heading = typesetter.set(title, style: .section, width: flow.area.width)
        flow.put(heading, as: .heading, x: flow.area.x, top: flow.y)
        if let count {
            let block = typesetter.set(count, style: .small.with(alignment: .right), width: flow.area.width)
            flow.put(block, as: .paragraph, x: flow.area.x, top: flow.y + heading.ascent - block.ascent)
        }
        flow.advance(heading.height + 4)
        flow.put(
            Shape(
                frame: Frame(x: flow.area.x, y: flow.y, width: flow.area.width, height: 0.6),
                colour: Palette.line))
        flow.advance(10)
    }
}

/// How much of each part of a report is shown.
///
/// Wherever something is left out, the page says so.
enum Limit {
    static let subject = 400
    static let word = 120
    static let value = 400
    static let badges = 6
    static let facts = 60
    static let messages = 1_000
    static let message = PrintableText.Limits(lines: 1_500, bytes: 80_000)
    static let conversation = PrintableText.Limits(lines: 12_000, bytes: 800_000)
    static let attachments = 40
    static let timeline = 2_000
    static let tables = 20
    static let columns = 12
    static let rows = 2_000
    static let outlineEntries = 1_002
}

extension TicketReport.PageSize {
    /// Width and height.
    var points: (width: Double, height: Double) {
        switch self {
        case .a4: (595.276, 841.89)
        case .letter: (612, 792)
        }
    }
}
