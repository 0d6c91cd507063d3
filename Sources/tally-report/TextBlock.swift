internal import CPango

/// Text that has been broken into lines and shaped, and has no place on a page yet.
///
/// It owns a `PangoLayout`; the lines point into it and live as long as it does.
@safe
final class TextBlock {
    /// One line: where it stands in the block, in points.
    struct Line {
        /// From the left edge of the block to the line's first glyph.
        let x: Double
        let width: Double
        /// From the top of the block to the top of the line.
        let top: Double
        let height: Double
        /// From the top of the line to the base line.
        let ascent: Double
        let startsParagraph: Bool
    }

    /// A stretch of the text that looks different or leads somewhere, in bytes of UTF-8.
    struct Span {
        let range: Range<Int>
        let colour: Colour
        let link: String?
    }

    let style: TextStyle
    let lines: [Line]
    let spans: [Span]
    private let hasLinks: Bool
    private let layout: OpaquePointer

    var height: Double { lines.last.map { $0.top + $0.height } ?? 0 }
    /// From the top to the base line of the first line.
    var ascent: Double { lines.first?.ascent ?? 0 }
    /// The widest line.
    var width: Double { lines.reduce(0) { max($0, $1.width) } }

    /// - Parameters:
    ///   - layout: what the block takes over; its text, width and attributes are set.
    ///   - spans: in the order of the text, without overlaps.
    init(taking layout: OpaquePointer, style: TextStyle, spans: [Span]) {
        unsafe self.layout = unsafe layout
        self.style = style
        self.spans = spans
        hasLinks = spans.contains { $0.link != nil }
        lines = unsafe TextBlock.lines(of: layout)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
    }

    private static func lines(of layout: OpaquePointer) -> [Line] {
        guard let iterator = unsafe pango_layout_get_iter(layout) else { return [] }
        defer { unsafe pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        unsafe lines.reserveCapacity(Int(pango_layout_get_line_count(layout)))
        repeat {
            var logical = PangoRectangle()
            unsafe pango_layout_iter_get_line_extents(iterator, nil, &logical)
            let baseline = unsafe pango_layout_iter_get_baseline(iterator)
            let line = unsafe pango_layout_iter_get_line_readonly(iterator)
            lines.append(
                Line(
                    x: points(logical.x), width: points(logical.width), top: points(logical.y),
                    height: points(logical.height), ascent: points(baseline - logical.y),
                    startsParagraph: unsafe pango_layout_line_is_paragraph_start(line) != 0))
        } while unsafe pango_layout_iter_next_line(iterator) != 0
        return lines
    }

    /// The lines in groups that stay on one page.
    ///
    /// The first two lines of a paragraph stay together and so do the last two, since a line alone at the end or the
    /// beginning of a page is easily overlooked.
    var groups: [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        while start < lines.count {
            let end = lines[(start + 1)...].firstIndex(where: \.startsParagraph) ?? lines.count
            if end - start <= 3 {
                groups.append(start..<end)
            } else {
                groups.append(start..<start + 2)
                groups += (start + 2..<end - 2).map { $0..<$0 + 1 }
                groups.append(end - 2..<end)
            }
            start = end
        }
        return groups
    }

    /// The characters that no font has.
    var missingScalars: Set<Unicode.Scalar> {
        guard unsafe pango_layout_get_unknown_glyphs_count(layout) > 0 else { return [] }
        var missing: Set<Unicode.Scalar> = []
        for index in lines.indices {
            unsafe forEachRun(ofLine: index) { run in
                guard let string = unsafe run.pointee.glyphs else { return }
                for position in 0..<Int(unsafe string.pointee.num_glyphs) {
                    let glyph = unsafe string.pointee.glyphs[position].glyph
                    let isMissing = glyph & UInt32(PANGO_GLYPH_UNKNOWN_FLAG) != 0
                    let scalar = Unicode.Scalar(glyph & ~UInt32(PANGO_GLYPH_UNKNOWN_FLAG))
                    if isMissing, let scalar { missing.insert(scalar) }
                }
            }
        }
        return missing
    }

    /// The runs of a line, from left to right.
    private func forEachRun(ofLine index: Int, _ body: (UnsafeMutablePointer<PangoGlyphItem>) -> Void) {
        guard let line = unsafe pango_layout_get_line_readonly(layout, Int32(index)) else { return }
        var next = unsafe line.pointee.runs
        while let node = unsafe next {
            unsafe next = unsafe node.pointee.next
            guard let data = unsafe node.pointee.data else { continue }
            unsafe body(data.assumingMemoryBound(to: PangoGlyphItem.self))
        }
    }

    /// Draws one line with its first glyph at `x` and its base line at `baseline`.
    ///
    /// Links become PDF links of their own on every line, which is what a link across lines is in PDF.
    func draw(line index: Int, x: Double, baseline: Double, on canvas: PDFCanvas) {
        guard let text = unsafe pango_layout_get_text(layout) else { return }
        var x = x
        var open: Part?
        unsafe forEachRun(ofLine: index) { run in
            let span = unsafe span(at: Int(run.pointee.item.pointee.offset))
            let part = part(of: span)
            if part != open {
                canvas.end(open)
                canvas.begin(part)
                open = part
            }
            unsafe canvas.show(run, of: text, x: x, baseline: baseline, colour: span?.colour ?? style.colour)
            x += points(unsafe pango_glyph_string_get_width(run.pointee.glyphs))
        }
        canvas.end(open)
    }

    /// What a stretch of a line is in the structure of the document.
    enum Part: Hashable {
        /// Words between links. Cairo leaves text untagged that stands beside a tagged link in the same element.
        case plain
        case link(String)
    }

    private func part(of span: Span?) -> Part? {
        if let link = span?.link { return .link(link) }
        return hasLinks ? .plain : nil
    }

    /// The span that a byte of the text is in.
    private func span(at offset: Int) -> Span? {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
        }
        guard low < spans.count, spans[low].range.contains(offset) else { return nil }
        return spans[low]
    }
}

/// Points of a length in pango's units.
private func points(_ units: Int32) -> Double {
    Double(units) / Double(PANGO_SCALE)
}
