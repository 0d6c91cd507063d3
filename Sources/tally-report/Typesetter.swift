internal import CPango

/// Breaks text into lines and shapes it.
@safe
final class Typesetter {
    private let context: OpaquePointer
    private let language: String

    /// - Parameter language: BCP 47; decides between forms of a Han character where the text itself does not.
    init(language: String) throws(CanvasError) {
        guard let map = unsafe pango_cairo_font_map_get_default(),
            let context = unsafe pango_font_map_create_context(map)
        else { throw CanvasError(description: "no font map") }
        unsafe self.context = unsafe context
        self.language = language
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
        let links = LinkFinder.links(in: bytes).map {
            TextBlock.Span(range: $0.range, colour: Palette.accent, link: $0.address)
        }
        return set(bytes, style: style, width: width, spans: links)
    }

    /// Sets a text that is one link when `link` is not nil.
    func set(_ text: String, style: TextStyle, width: Double, link: String? = nil) -> TextBlock {
        let bytes = Array(text.utf8)
        let address = link.map { LinkFinder.escaped(Array($0.utf8)[...]) }
        let span = TextBlock.Span(range: 0..<bytes.count, colour: style.colour, link: address)
        return set(bytes, style: style, width: width, spans: address == nil ? [] : [span])
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
        switch style.alignment {
        case .natural: unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .right: unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
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
        return unsafe TextBlock(taking: layout, style: style, spans: spans)
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

/// The language of a text that shares Han characters with others, seen by the letters that only it has.
enum EastAsianLanguage: String {
    case japanese = "ja"
    case korean = "ko"

    /// - Parameter bytes: UTF-8; nil when it has neither kana nor hangul in it.
    init?(of bytes: [UInt8]) {
        var isKorean = false
        var index = 0
        while index + 2 < bytes.count {
            // Kana are U+3040 … U+30FF, hangul syllables U+AC00 … U+D7A3: three bytes each.
            switch (bytes[index], bytes[index + 1]) {
            case (0xE3, 0x81...0x83):
                self = .japanese
                return
            case (0xEA, 0xB0...0xBF), (0xEB, _), (0xEC, _), (0xED, 0x80...0x9E):
                isKorean = true
            default: break
            }
            index += 1
        }
        guard isKorean else { return nil }
        self = .korean
    }
}
