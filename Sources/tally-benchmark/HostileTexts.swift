/// Bodies that are made to be slow, as text and as HTML.
extension HostileFamily {
    static let texts = [
        HostileFamily("a letter a line", .replyText) { _ in "a\n" },
        HostileFamily("empty lines", .replyText) { _ in "\n" },
        HostileFamily("quotation marks", .replyText) { _ in ">" },
        HostileFamily("quoted lines", .replyText) { _ in "> a\n" },
        HostileFamily("beginnings of attributions", .replyText) { _ in "On Monday 12:00 Ann <a@b>\n" },
        HostileFamily("attributions", .replyText) { _ in "On 1 May 2026 Ann wrote:\n" },
        HostileFamily("colons", .replyText) { _ in "From:\n" },
        HostileFamily("rules", .replyText) { _ in "-----\n" },
        HostileFamily("signatures", .replyText) { _ in "-- \n" },
        HostileFamily("a line without end", .replyText) { _ in "wrote " },
        HostileFamily("names of fields", .replyText) { $0.isMultiple(of: 2) ? "From:\n" : "To:\n" },
        HostileFamily("fields in capitals", .replyText) { _ in "ОТ КОГО:\n" },
        HostileFamily("openers", .replyText) { $0 % 6 == 5 ? "on a:\n" : "on a\n" },
        HostileFamily("verbs", .replyText) { $0 % 6 == 5 ? "on wrote:\n" : "on a\n" },
        HostileFamily("numbers", .replyText) { _ in "1\n" },
        HostileFamily("years", .replyText) { _ in "2016-01-01 00:00\n" },
        HostileFamily("answers between quotations", .replyText) { _ in "> 1\nb\n" },
        HostileFamily("quotations between signatures", .replyText) { _ in "> a\n-- \n" },
        HostileFamily("attributions in a line", .replyText) { _ in "a On On On On On On On On On:\n> a\n" },
        HostileFamily("links cut in two", .replyText) { _ in "> (http://a\nb\n" },
        HostileFamily("signatures of devices", .replyText) { _ in "Sent from my a\n" },
        HostileFamily("almost our delimiter", .replyText) { _ in
            "a ##- please type your reply above this line -#\n"
        },
        HostileFamily("marks of originals", .replyText) { _ in "--- original message or else\n" },
    ]

    /// What HTML can do to its text and to the sanitiser alike.
    static func pages(_ reader: Reader) -> [HostileFamily] {
        [
            HostileFamily("tiny tags", reader) { _ in "<b>" },
            HostileFamily("nested elements", reader) { _ in "<div>" },
            HostileFamily("elements of a letter", reader) { _ in "<p>a</p>" },
            HostileFamily("end tags", reader) { _ in "</b>" },
            HostileFamily("line breaks", reader) { _ in "<br>" },
            HostileFamily("open tags", reader) { _ in "<" },
            HostileFamily("attributes", reader, head: "<p") { " a\($0)=1" },
            HostileFamily("the same attribute", reader, head: "<p") { _ in " a" },
            HostileFamily("open comments", reader) { _ in "<!--" },
            HostileFamily("references", reader) { _ in "&amp;" },
            HostileFamily("ampersands", reader) { _ in "&" },
            HostileFamily("lists in lists", reader) { _ in "<ul><li>a" },
            HostileFamily("table cells", reader) { _ in "<table><tr><td>a" },
            HostileFamily("unknown elements", reader) { "<x\($0)>" },
            HostileFamily("declarations of a style", reader) { _ in "<p style='a:b;c:d;e:f;g:h;i:j;k:l'>" },
            HostileFamily("classes", reader) { _ in "<p class='a b c d e f x_x_x_x_g'>" },
            HostileFamily("references without end", reader) { _ in "&lt" },
            HostileFamily("unknown references", reader) { _ in "&a;" },
            HostileFamily("numbers of characters", reader) { _ in "&#65;" },
            HostileFamily("links", reader) { _ in "<a href=http://x>a</a>" },
            HostileFamily("open links", reader, head: "a") { _ in "<a href=http://x>" },
            HostileFamily("items", reader, head: "<ol>") { _ in "<li>" },
            HostileFamily("items far from their list", reader, head: "<ol>" + nested) { _ in "<li>" },
            HostileFamily("elements without markup", reader) { _ in "<script></" },
            HostileFamily("preformatted lines", reader, head: "<pre>") { _ in "\n" },
            HostileFamily("quotations", reader) { _ in "<blockquote>a" },
            HostileFamily("hidden words", reader) { _ in "<p hidden>a</p>" },
            HostileFamily("ends in the wrong order", reader) { _ in "<b><i></b>" },
            HostileFamily("ends out of reach", reader, head: "<u>" + nested) { _ in "</u>" },
            HostileFamily("rules", reader, head: "<p>" + nested) { _ in "<hr>" },
            HostileFamily("spaces that do not break", reader) { _ in "\u{A0}" },
            HostileFamily("declarations", reader) { _ in "<!>" },
            HostileFamily("an address without a tag", reader) { _ in "<a@b>" },
            HostileFamily("styles", reader) { _ in "<p style='color:red;display:none'>" },
        ]
    }

    private static let nested = String(repeating: "<i>", count: 99)
}
