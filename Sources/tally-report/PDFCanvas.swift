internal import CPango

/// The parts of the PDF's structure tree that a report has (ISO 32000-1 §14.8.4).
enum StructureTag: String, Sendable {
    case document = "Document"
    case section = "Sect"
    case title = "H1"
    case heading = "H2"
    case subheading = "H3"
    case paragraph = "P"
    case table = "Table"
    case row = "TR"
    case headerCell = "TH"
    case cell = "TD"
    case link = "Link"
    case span = "Span"
}

/// The PDF could not be written.
struct CanvasError: Error, CustomStringConvertible {
    let description: String
}

/// A PDF that is being drawn, page by page.
@safe
final class PDFCanvas {
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let sink: ByteSink

    /// - Parameters:
    ///   - width: of every page, in points.
    ///   - height: of every page, in points.
    ///   - limit: the largest PDF that is written, in bytes.
    init(width: Double, height: Double, limit: Int) throws(CanvasError) {
        let sink = ByteSink(limit: limit)
        guard
            let surface = unsafe cairo_pdf_surface_create_for_stream(
                { sink, data, count in unsafe ByteSink.write(to: sink, data: data, count: count) },
                Unmanaged.passUnretained(sink).toOpaque(), width, height),
            let context = unsafe cairo_create(surface)
        else { throw CanvasError(description: "no PDF surface") }
        self.sink = sink
        unsafe self.surface = unsafe surface
        unsafe self.context = unsafe context
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
    }

    func set(_ metadata: cairo_pdf_metadata_t, to text: String) {
        unsafe cairo_pdf_surface_set_metadata(surface, metadata, text)
    }

    /// Adds an entry to the outline and returns its number, for entries below it.
    ///
    /// - Parameters:
    ///   - parent: the number of the entry it is under; 0 for none.
    ///   - page: 1 is the first.
    ///   - y: from the top of the page, in points.
    func addOutline(_ title: String, under parent: Int32, page: Int, y: Double) -> Int32 {
        let target = "page=\(page) pos=[0 \(Int(y.rounded(.down)))]"
        return unsafe cairo_pdf_surface_add_outline(
            surface, parent, title, target, CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }

    func begin(_ tag: StructureTag) {
        unsafe cairo_tag_begin(context, tag.rawValue, nil)
    }

    func end(_ tag: StructureTag) {
        unsafe cairo_tag_end(context, tag.rawValue)
    }

    func begin(_ part: TextBlock.Part?) {
        switch part {
        case .plain: begin(.span)
        // The address comes from `LinkFinder`: it has no quotes and no backslashes.
        case .link(let address):
            unsafe cairo_tag_begin(context, StructureTag.link.rawValue, "uri='\(address)'")
        case nil: break
        }
    }

    func end(_ part: TextBlock.Part?) {
        switch part {
        case .plain: end(.span)
        case .link: end(.link)
        case nil: break
        }
    }

    func show(
        _ run: UnsafeMutablePointer<PangoGlyphItem>, of text: UnsafePointer<CChar>, x: Double,
        baseline: Double,
        colour: Colour
    ) {
        set(colour)
        unsafe cairo_move_to(context, x, baseline)
        unsafe pango_cairo_show_glyph_item(context, text, run)
    }

    func fill(_ shape: Shape) {
        set(shape.colour)
        let frame = shape.frame
        let radius = min(shape.radius, frame.height / 2, frame.width / 2)
        if radius > 0 {
            unsafe cairo_new_sub_path(context)
            let right = frame.x + frame.width - radius
            let bottom = frame.y + frame.height - radius
            let quarter = Double.pi / 2
            unsafe cairo_arc(context, right, frame.y + radius, radius, -quarter, 0)
            unsafe cairo_arc(context, right, bottom, radius, 0, quarter)
            unsafe cairo_arc(context, frame.x + radius, bottom, radius, quarter, 2 * quarter)
            unsafe cairo_arc(context, frame.x + radius, frame.y + radius, radius, 2 * quarter, 3 * quarter)
            unsafe cairo_close_path(context)
        } else {
            unsafe cairo_rectangle(context, frame.x, frame.y, frame.width, frame.height)
        }
        unsafe cairo_fill(context)
    }

    func endPage() {
        unsafe cairo_show_page(context)
    }

    /// Ends the document and gives its bytes.
    func finish() throws(CanvasError) -> [UInt8] {
        unsafe cairo_surface_finish(surface)
        let drawing = unsafe cairo_status(context)
        let status = drawing == CAIRO_STATUS_SUCCESS ? unsafe cairo_surface_status(surface) : drawing
        guard status == CAIRO_STATUS_SUCCESS else {
            if sink.isFull { throw CanvasError(description: "the PDF is larger than \(sink.limit) bytes") }
            let words = unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) }
            throw CanvasError(description: "cairo: \(words ?? "error")")
        }
        return sink.bytes
    }

    private func set(_ colour: Colour) {
        unsafe cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    }
}

/// Where cairo writes the PDF to.
private final class ByteSink {
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isFull = false

    init(limit: Int) { self.limit = limit }

    /// What cairo calls with each piece of the PDF.
    static func write(
        to sink: UnsafeMutableRawPointer?, data: UnsafePointer<UInt8>?, count: UInt32
    ) -> cairo_status_t {
        guard let sink = unsafe sink, let data = unsafe data else { return CAIRO_STATUS_WRITE_ERROR }
        let target = unsafe Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue()
        guard target.bytes.count + Int(count) <= target.limit else {
            target.isFull = true
            return CAIRO_STATUS_WRITE_ERROR
        }
        unsafe target.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }
}
