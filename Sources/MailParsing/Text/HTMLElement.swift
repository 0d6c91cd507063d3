/// The name of an HTML element, as a number: equal names of one text have equal numbers.
struct HTMLElement: Hashable, Sendable {
    /// An index of `table` when it is a known one, otherwise beyond all of them.
    let number: UInt32

    /// What the name means for text.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt32

        /// Stands on lines of its own.
        static let block = Traits(rawValue: 1 << 0)
        /// A block with an empty line around it.
        static let spaced = Traits(rawValue: 1 << 1)
        /// Has no content and no end tag (HTML Living Standard §13.1.2).
        static let void = Traits(rawValue: 1 << 2)
        /// Its content is never shown.
        static let unshown = Traits(rawValue: 1 << 3)
        /// Its content is no markup, up to its end tag.
        static let raw = Traits(rawValue: 1 << 4)

        static let lineBreak = Traits(rawValue: 1 << 5)
        static let rule = Traits(rawValue: 1 << 6)
        static let anchor = Traits(rawValue: 1 << 7)
        static let preformatted = Traits(rawValue: 1 << 8)
        static let blockquote = Traits(rawValue: 1 << 9)
        static let head = Traits(rawValue: 1 << 10)
        static let division = Traits(rawValue: 1 << 11)
        static let ordered = Traits(rawValue: 1 << 12)

        // Elements that end where the next one begins although no end tag was written, and what is around them.
        static let paragraph = Traits(rawValue: 1 << 13)
        static let item = Traits(rawValue: 1 << 14)
        static let term = Traits(rawValue: 1 << 15)
        static let row = Traits(rawValue: 1 << 16)
        static let cell = Traits(rawValue: 1 << 17)
        static let option = Traits(rawValue: 1 << 18)
        static let list = Traits(rawValue: 1 << 19)
        static let terms = Traits(rawValue: 1 << 20)
        static let table = Traits(rawValue: 1 << 21)
        static let select = Traits(rawValue: 1 << 22)
        /// A list whose items are marked, which `menu` and `dir` are not.
        static let markedList = Traits(rawValue: 1 << 23)
        static let styleSheet = Traits(rawValue: 1 << 24)
        static let image = Traits(rawValue: 1 << 25)
    }

    private static let meanings: [(traits: Traits, names: String)] = [
        (
            .block,
            """
            address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption \
            figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary \
            table tbody tfoot thead tr td th ul listing
            """
        ),
        (.spaced, "p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table hr"),
        (
            .void,
            """
            area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
            """
        ),
        (
            .unshown,
            """
            head script style title template iframe noembed noframes object applet select datalist audio video \
            canvas xml o:officedocumentsettings
            """
        ),
        (.raw, "script style xmp iframe noembed noframes title textarea plaintext"),
        (.lineBreak, "br"), (.rule, "hr"), (.anchor, "a"), (.preformatted, "pre listing"),
        (.blockquote, "blockquote"), (.head, "head"), (.division, "div"), (.ordered, "ol"),
        (.paragraph, "p"), (.item, "li"), (.term, "dt dd"), (.row, "tr"), (.cell, "td th"),
        (.option, "option"), (.list, "ul ol menu dir"), (.terms, "dl"), (.table, "table"),
        (.select, "select"), (.markedList, "ul ol"), (.styleSheet, "style"),
        (.image, "img"),
    ]

    /// The known names with their traits, and with the attributes that they may have where HTML is shown.
    static let table: (names: NameTable, traits: [Traits], allowed: [HTMLAttribute?]) = {
        var names = NameTable(ignoringCase: true)
        var traits: [Traits] = []
        var allowed: [HTMLAttribute?] = []
        func number(_ name: String) -> Int {
            let bytes = name.utf8.span
            let number = names.number(adding: bytes, bytes.indices) ?? 0
            if number == traits.count {
                traits.append([])
                allowed.append(nil)
            }
            return number
        }
        for (meaning, list) in meanings {
            for name in list.split(separator: " ") { traits[number(String(name))].insert(meaning) }
        }
        for (list, attributes) in HTMLPolicy.elements {
            for name in list.split(separator: " ") { allowed[number(String(name))] = attributes }
        }
        return (names, traits, allowed)
    }()

    private static let cellScope: Traits = [.row, .table]

    /// What the start of an element with these traits ends, and which elements it does not reach beyond.
    static func implied(by traits: Traits) -> (ends: Traits, scope: Traits)? {
        if traits.contains(.item) { return (.item, .list) }
        if traits.contains(.cell) { return (.cell, cellScope) }
        if traits.contains(.row) { return (.row, .table) }
        if traits.contains(.term) { return (.term, .terms) }
        if traits.contains(.option) { return (.option, .select) }
        return traits.contains(.block) ? (.paragraph, .block) : nil
    }
}
