/// What the names of HTML elements mean for text.
enum HTMLElement {
    /// Elements that stand on lines of their own.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir",
        "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "td", "th", "ul", "listing",
    ]

    /// Blocks with an empty line around them.
    static let spaced: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table", "hr",
    ]

    /// Elements without content and end tag (HTML Living Standard §13.1.2).
    static let void: Set<String> = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    ]

    /// Elements whose content is never shown.
    static let unshown: Set<String> = [
        "head", "script", "style", "title", "template", "iframe", "noembed", "noframes", "object", "applet",
        "select", "datalist", "audio", "video", "canvas", "xml", "o:officedocumentsettings",
    ]

    /// Cells and items, which end where the next one begins although no end tag was written.
    static let scopes: [String: Set<String>] = [
        "li": ["ul", "ol", "menu", "dir"], "dt": ["dl"], "dd": ["dl"], "tr": ["table"],
        "td": ["tr", "table"],
        "th": ["tr", "table"], "option": ["select"],
    ]
}
