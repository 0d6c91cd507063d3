internal import CPango

/// Breaks text into lines and shapes it.
@safe
final class Typesetter {
    private let context: OpaquePointer
    /// How many more links are made: each takes half a kilobyte in the PDF.
    private var linksLeft = 3_000

    /// - Parameter language: BCP 47; decides between forms of a Han character where the text itself does not.
    init(language: String) throws(CanvasError) {
        guard let map = unsafe pango_cairo_font_map_get_default(),
            let context = unsafe pango_font_map_create_context(map)
        else { throw CanvasError(description: "no font map") }
        unsafe self.context = unsafe context
        unsafe pango_cairo_context_set_resolution(context, 72)
        unsafe pango_context_set_language(context, pango_language_from_string(language))
        unsafe pango_context_set_round_glyph_positions(context, 0)
        // On paper there are no pixels to fit glyphs to.
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
    }

    /// Sets a text, its web and mail addresses as links.
    ///
    /// - Parameter width: in points.
    func set(linking bytes: [UInt8], style: TextStyle, width: Double) -> TextBlock {
        setSpellingEmoji(bytes) { bytes in
            let links = LinkFinder.links(in: bytes).prefix(linksLeft)
            linksLeft -= links.count
            let spans = links.map {
                TextBlock.Span(range: $0.range, colour: Palette.accent, link: $0.address)
            }
            return set(bytes, style: style, width: width, spans: spans)
        }
    }

    /// Sets a text that is one link when `link` is a web address.
    func set(_ text: String, style: TextStyle, width: Double, link: String? = nil) -> TextBlock {
        let address = link.flatMap(LinkFinder.address)
        return setSpellingEmoji(Array(text.utf8)) { bytes in
            let span = TextBlock.Span(range: 0..<bytes.count, colour: style.colour, link: address)
            return set(bytes, style: style, width: width, spans: address == nil ? [] : [span])
        }
    }

    /// Sets a text once more, with words for the emoji that are younger than the font.
    private func setSpellingEmoji(_ bytes: [UInt8], _ set: ([UInt8]) -> TextBlock) -> TextBlock {
        let block = set(bytes)
        let missing = block.missingScalars.filter(\.properties.isEmojiPresentation)
        guard !missing.isEmpty else { return block }
        return set(EmojiNames.spellingOut(missing, in: bytes))
    }

    /// - Parameters:
    ///   - bytes: UTF-8 without NUL.
    ///   - width: in points.
    ///   - spans: in order, without overlaps.
    func set(_ bytes: [UInt8], style: TextStyle, width: Double, spans: [TextBlock.Span]) -> TextBlock {
        guard let layout = unsafe pango_layout_new(context) else { preconditionFailure("out of memory") }
        let font = unsafe pango_font_description_new()
        unsafe pango_font_description_set_family(font, FontConfiguration.families)
        unsafe pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_font_description_free(font)

        unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let maximumLines = style.maximumLines {
            unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
            unsafe pango_layout_set_height(layout, -Int32(maximumLines))
        }
        let attributes = unsafe attributes(for: bytes, spans: spans)
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe pango_layout_set_text(
                layout, buffer.assumingMemoryBound(to: CChar.self).baseAddress, Int32(buffer.count))
        }
        unsafe align(layout, style.alignment)
        return unsafe TextBlock(taking: layout, style: style, spans: spans)
    }

    /// Aligns a text that is all of one direction; pango's alignment turns round where text runs from right to left.
    private func align(_ layout: OpaquePointer, _ alignment: TextStyle.Alignment) {
        guard alignment != .natural else { return }
        let isTurned = unsafe pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL
        let isLeft = (alignment == .left) != isTurned
        unsafe pango_layout_set_alignment(layout, isLeft ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT)
    }

    private func attributes(for bytes: [UInt8], spans: [TextBlock.Span]) -> OpaquePointer? {
        let list = unsafe pango_attr_list_new()
        // A hyphen in a word broken for want of room would be copied along with a link or a serial number.
        unsafe pango_attr_list_insert(list, pango_attr_insert_hyphens_new(0))
        // Without ligatures more programs copy and read the text right.
        unsafe pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0"))
        if let language = EastAsianLanguage(of: bytes) {
            unsafe pango_attr_list_insert(
                list, pango_attr_language_new(pango_language_from_string(language.rawValue)))
        }
        for span in spans {
            // Drawing takes the colour from the span; the attribute makes runs end where the span does.
            guard let attribute = unsafe pango_attr_foreground_new(1, 1, 1) else { continue }
            unsafe attribute.pointee.start_index = UInt32(span.range.lowerBound)
            unsafe attribute.pointee.end_index = UInt32(span.range.upperBound)
            unsafe pango_attr_list_insert(list, attribute)
        }
        return unsafe list
    }
}
