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
    private var open: [String] = []
    private var openCounts: [String: Int] = [:]
    /// Elements whose content is left out, around the current place.
    private var unshown: [String] = []

    /// Elements inside each other; deeper ones lose their tags and keep their text.
    private static let depthLimit = 100

    /// - Parameters:
    ///   - html: what a mail says it is.
    ///   - inlineURLs: where attachments are served, by `Content-ID`; images of others are left out.
    package init(_ html: String, inlineURLs: [String: String] = [:]) {
        var tokenizer = HTMLTokenizer(Array(html.utf8))
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): if unshown.isEmpty { write(escaping: tokenizer.decoded(range)) }
            case .start(let name, let attributes, let isSelfClosing):
                start(name, attributes, isSelfClosing: isSelfClosing, inlineURLs)
            case .end(let name): end(name)
            case .comment: break
            }
        }
        while let name = open.popLast() { write("</\(name)>") }
    }

    private mutating func start(
        _ name: String, _ attributes: [HTMLTokenizer.Attribute], isSelfClosing: Bool,
        _ inlineURLs: [String: String]
    ) {
        if unshown.last == "head", HTMLElement.blocks.contains(name) { unshown.removeLast() }
        if HTMLElement.unshown.contains(name) {
            if !isSelfClosing, unshown.count < Self.depthLimit { unshown.append(name) }
            return
        }
        guard unshown.isEmpty, let allowed = HTMLPolicy.attributes(of: name) else { return }
        let isVoid = HTMLElement.void.contains(name)
        guard isVoid || open.count < Self.depthLimit else { return }
        write("<\(name)")
        for attribute in attributes where attribute.name == "style" || allowed.contains(attribute.name) {
            take(attribute, of: name, inlineURLs)
        }
        write(">")
        guard !isVoid else { return }
        open.append(name)
        openCounts[name, default: 0] += 1
    }

    private mutating func take(
        _ attribute: HTMLTokenizer.Attribute, of element: String, _ inlineURLs: [String: String]
    ) {
        switch attribute.name {
        case "style":
            let style = HTMLPolicy.style(attribute.value)
            if !style.isEmpty { write(attribute: "style", style) }
        case "href":
            guard let url = HTMLPolicy.url(attribute.value), !HTMLPolicy.isInline(url) else { return }
            write(attribute: "href", url)
            write(attribute: "target", Array("_blank".utf8))
            write(attribute: "rel", Array("noopener noreferrer nofollow".utf8))
        case "src": takeSource(attribute.value, inlineURLs)
        default: write(attribute: attribute.name, attribute.value)
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
            let identifier = String(bytes: url.dropFirst(4))
            inlineImages.append(identifier)
            if let target = inlineURLs[identifier] { write(attribute: "src", Array(target.utf8)) }
        } else if url.hasPrefixIgnoringCase("http") {
            remoteImageCount += 1
            write(attribute: "data-remote-src", url)
        }
    }

    private mutating func end(_ name: String) {
        if !unshown.isEmpty {
            if let place = unshown.lastIndex(of: name) { unshown.removeSubrange(place...) }
            return
        }
        guard openCounts[name, default: 0] > 0 else {
            if name == "p" || name == "br" { write("<br>") }
            return
        }
        let isBlock = HTMLElement.blocks.contains(name)
        var index = open.count - 1
        while open[index] != name {
            // An inline element ends inside its block only, or the layout behind it would be lost.
            if !isBlock, HTMLElement.blocks.contains(open[index]) { return }
            index -= 1
        }
        while open.count > index, let closed = open.popLast() {
            openCounts[closed, default: 1] -= 1
            write("</\(closed)>")
        }
    }

    // MARK: Writing

    private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

    private mutating func write(attribute name: String, _ value: [UInt8]) {
        write(" \(name)=\"")
        write(escaping: value)
        write("\"")
    }

    /// Everything that could end a text or an attribute is a reference, and controls are left out.
    private mutating func write(escaping text: [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">"): write("&gt;")
            case UInt8(ascii: "\""): write("&quot;")
            case UInt8(ascii: "'"): write("&#39;")
            case UInt8(ascii: "`"): write("&#96;")
            case .lineFeed, .tab: output.append(byte)
            default: if !byte.isControl { output.append(byte) }
            }
        }
    }
}
