/// HTML that can be shown: written anew from what is allowed, never copied.
///
/// Safety comes from the writing side. Only listed elements and attributes come out, every text is escaped, addresses
/// have a listed scheme, and elements are closed in order. Whatever the input was read as, nothing else can be in the
/// output. Work is linear, nesting is a list.
package struct HTMLSanitizer: Sendable {
    /// The fragment.
    package var html: String { String(bytes: output) }
    /// Images that would have been loaded from elsewhere; their addresses stand in `data-remote-src`.
    package private(set) var remoteImageCount = 0
    /// The `Content-ID`s that images name, in order of appearance.
    package private(set) var inlineImages: [String] = []

    private var output: [UInt8] = []
    private var open: [HTMLTokenizer.Tag] = []
    /// How many elements of each name are open.
    private var openCounts = [Int](repeating: 0, count: HTMLElement.table.traits.count)
    /// Elements whose content is left out, around the current place.
    private var unshown: [HTMLTokenizer.Tag] = []
    private let names = HTMLElement.table.names
    private let allowed = HTMLElement.table.allowed

    /// Elements inside each other; deeper ones lose their tags and keep their text.
    private static let depthLimit = 100

    /// - Parameters:
    ///   - html: what a mail says it is.
    ///   - inlineURLs: where attachments are served, by `Content-ID`; images of others are left out.
    package init(_ html: String, inlineURLs: [String: String] = [:]) {
        var tokenizer = HTMLTokenizer(Array(html.utf8))
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): if unshown.isEmpty { write(range, of: tokenizer) }
            case .start(let tag): start(tag, tokenizer, inlineURLs)
            case .end(let tag): end(tag)
            case .comment: break
            }
        }
        while let tag = open.popLast() { writeEnd(tag) }
    }

    private mutating func start(
        _ tag: HTMLTokenizer.Tag, _ tokenizer: HTMLTokenizer, _ inlineURLs: [String: String]
    ) {
        let traits = tag.traits
        if unshown.last?.traits.contains(.head) == true, traits.contains(.block) { unshown.removeLast() }
        if traits.contains(.unshown) {
            if !tag.isSelfClosing, unshown.count < Self.depthLimit { unshown.append(tag) }
            return
        }
        let number = Int(tag.element.number)
        guard unshown.isEmpty, number < allowed.count, let allowed = allowed[number] else { return }
        let isVoid = traits.contains(.void)
        guard isVoid || open.count < Self.depthLimit else { return }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: names.name(number))
        for attribute in tokenizer.attributes where allowed.contains(attribute.name) {
            take(attribute.name, tokenizer.value(of: attribute), inlineURLs)
        }
        output.append(UInt8(ascii: ">"))
        guard !isVoid else { return }
        open.append(tag)
        openCounts[number] += 1
    }

    private mutating func take(_ name: HTMLAttribute, _ value: [UInt8], _ inlineURLs: [String: String]) {
        switch name {
        case .style:
            let style = HTMLPolicy.style(value)
            if !style.isEmpty { write(attribute: "style", style) }
        case .href:
            guard let url = HTMLPolicy.url(value), !HTMLPolicy.isInline(url) else { return }
            write(attribute: "href", url)
            write(" target=\"_blank\" rel=\"noopener noreferrer nofollow\"")
        case .src: takeSource(value, inlineURLs)
        default:
            write(" ")
            output.append(contentsOf: name.written)
            write(value: value)
        }
    }

    /// What an image shows: an attachment, itself, or nothing until somebody asks for it.
    private mutating func takeSource(_ value: [UInt8], _ inlineURLs: [String: String]) {
        if HTMLPolicy.isImageData(value) {
            write(attribute: "src", value.filter { !$0.isWhitespace })
            return
        }
        guard let url = HTMLPolicy.url(value) else { return }
        if HTMLPolicy.isInline(url) {
            let identifier = String(bytes: url.dropFirst(4).percentDecoded())
            inlineImages.append(identifier)
            if let target = inlineURLs[identifier] { write(attribute: "src", Array(target.utf8)) }
        } else if url.hasPrefixIgnoringCase("http") {
            remoteImageCount += 1
            write(attribute: "data-remote-src", url)
        }
    }

    private mutating func end(_ tag: HTMLTokenizer.Tag) {
        if !unshown.isEmpty {
            if let place = unshown.lastIndex(where: { $0.element == tag.element }) {
                unshown.removeSubrange(place...)
            }
            return
        }
        let number = Int(tag.element.number)
        guard number < openCounts.count, openCounts[number] > 0 else {
            if tag.traits.contains(.paragraph) || tag.traits.contains(.lineBreak) { write("<br>") }
            return
        }
        let isBlock = tag.traits.contains(.block)
        var index = open.count - 1
        while open[index].element != tag.element {
            // An inline element ends inside its block only, or the layout behind it would be lost.
            if !isBlock, open[index].traits.contains(.block) { return }
            index -= 1
        }
        while open.count > index, let closed = open.popLast() {
            openCounts[Int(closed.element.number)] -= 1
            writeEnd(closed)
        }
    }

    // MARK: Writing

    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
    }

    private mutating func writeEnd(_ tag: HTMLTokenizer.Tag) {
        output.append(UInt8(ascii: "<"))
        output.append(UInt8(ascii: "/"))
        output.append(contentsOf: names.name(Int(tag.element.number)))
        output.append(UInt8(ascii: ">"))
    }

    private mutating func write(attribute name: StaticString, _ value: [UInt8]) {
        write(" ")
        write(name)
        write(value: value)
    }

    private mutating func write(value: [UInt8]) {
        write("=\"")
        write(escaping: value[...])
        write("\"")
    }

    private mutating func write(_ range: Range<Int>, of tokenizer: HTMLTokenizer) {
        if tokenizer.hasReferences(range) {
            write(escaping: tokenizer.decoded(range)[...])
        } else {
            write(escaping: tokenizer.bytes[range])
        }
    }

    /// What cannot be written as it is.
    private static let special: ByteSet = {
        let controls = (0..<32).filter { $0 != 9 && $0 != 10 }.map { String(Unicode.Scalar(UInt8($0))) }
        return ByteSet(controls.joined() + "\u{7F}&<>\"'`")
    }()

    /// Everything that could end a text or an attribute is a reference, and controls are left out.
    private mutating func write(escaping text: ArraySlice<UInt8>) {
        let special = Self.special
        let bytes = text.span
        var start = 0
        var index = 0
        while index < bytes.count {
            guard special.contains(bytes[index]) else {
                index += 1
                continue
            }
            if start < index { write(bytes.extracting(start..<index)) }
            switch bytes[index] {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">"): write("&gt;")
            case UInt8(ascii: "\""): write("&quot;")
            case UInt8(ascii: "'"): write("&#39;")
            case UInt8(ascii: "`"): write("&#96;")
            default: break
            }
            index += 1
            start = index
        }
        write(bytes.extracting(start..<index))
    }

    private mutating func write(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }
}
