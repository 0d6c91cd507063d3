internal import CPango
internal import TallyCore

/// Draws composed pages into a PDF.
struct ReportDrawing {
    private let report: TicketReport
    private let words: Wording
    private let typesetter: Typesetter
    private let pages: [Page]
    private let outline: [ReportComposer.OutlineEntry]
    private let size: (width: Double, height: Double)
    private let area: Frame

    init(_ composer: ReportComposer) {
        report = composer.report
        words = composer.words
        typesetter = composer.typesetter
        pages = composer.flow.pages
        outline = composer.outline
        size = composer.flow.size
        area = composer.flow.area
    }

    /// - Parameter limit: the largest PDF that is made, in bytes.
    func pdf(limit: Int) throws(CanvasError) -> [UInt8] {
        let canvas = try PDFCanvas(width: size.width, height: size.height, limit: limit)
        describe(on: canvas)
        for (index, page) in pages.enumerated() {
            draw(page, number: index + 1, on: canvas)
        }
        addOutline(to: canvas)
        return CatalogUpdate.pdf(try canvas.finish(), withLanguage: report.language)
    }

    /// The title, the author and the dates; nothing that the report does not say, or equal reports would differ.
    private func describe(on canvas: PDFCanvas) {
        let subject = PrintableText.line(report.subject, limit: Limit.subject)
        canvas.set(
            CAIRO_PDF_METADATA_TITLE,
            to: "\(PrintableText.line(report.reference, limit: Limit.word)): \(subject)")
        canvas.set(CAIRO_PDF_METADATA_AUTHOR, to: PrintableText.line(report.site, limit: Limit.word))
        canvas.set(
            CAIRO_PDF_METADATA_SUBJECT, to: PrintableText.line(report.heading, limit: Limit.word))
        canvas.set(CAIRO_PDF_METADATA_CREATOR, to: "tally-report")
        canvas.set(CAIRO_PDF_METADATA_CREATE_DATE, to: report.generatedAt.description)
        canvas.set(CAIRO_PDF_METADATA_MOD_DATE, to: report.generatedAt.description)
    }

    private func draw(_ page: Page, number: Int, on canvas: PDFCanvas) {
        // Text directly in the document's element gets no tag from cairo: nobody wants these read aloud.
        for shape in page.shapes { canvas.fill(shape) }
        if number > 1 { drawMargins(number: number, on: canvas) }
        for mark in page.marks {
            switch mark {
            case .begin(let tag): canvas.begin(tag)
            case .end(let tag): canvas.end(tag)
            case .line(let block, let index, let x, let top):
                let line = block.lines[index]
                block.draw(line: index, x: x + line.x, baseline: top + line.ascent, on: canvas)
            }
        }
        if number == 1 { drawMargins(number: number, on: canvas) }
        canvas.endPage()
    }

    /// The running head, on all pages but the first, and the foot.
    private func drawMargins(number: Int, on canvas: PDFCanvas) {
        let style = TextStyle.margin
        if number > 1 {
            let title = PrintableText.line("\(report.reference)  \(report.subject)", limit: Limit.subject)
            draw(typesetter.set(title, style: style, width: area.width), top: 30, on: canvas)
        }
        let site = PrintableText.line(report.site, limit: Limit.word)
        let moment = PrintableText.line(report.generatedText, limit: Limit.word)
        let foot = size.height - 42
        draw(
            typesetter.set("\(site) · \(moment)", style: style, width: area.width * 0.75), top: foot,
            on: canvas)
        let count = words(.page, ["page": "\(number)", "pages": "\(pages.count)"])
        draw(
            typesetter.set(count, style: style.with(alignment: .right), width: area.width), top: foot,
            on: canvas)
    }

    private func draw(_ block: TextBlock, top: Double, on canvas: PDFCanvas) {
        for (index, line) in block.lines.enumerated() {
            block.draw(line: index, x: area.x + line.x, baseline: top + line.top + line.ascent, on: canvas)
        }
    }

    private func addOutline(to canvas: PDFCanvas) {
        var parent: Int32 = 0
        for entry in outline {
            let number = canvas.addOutline(
                entry.title, under: entry.isTopLevel ? 0 : parent, page: entry.page, y: entry.y)
            if entry.isTopLevel { parent = number }
        }
    }
}
