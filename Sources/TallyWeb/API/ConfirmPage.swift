internal import TallyCore

/// What somebody sees who follows the link of a confirmation.
///
/// A page of its own, without scripts: it has to work in whatever a mail program opens links with.
enum ConfirmPage {
    case question(_ reference: String, lines: [String])
    case done(_ reference: String, Receipt)
    case refused(_ reference: String, String)
    /// It was answered before, or is too old.
    case over(_ reference: String, isUsed: Bool)
    /// The link is none of ours.
    case unknown

    /// The whole document.
    func html(siteName: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(Self.escaped(title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <p class="site">\(Self.escaped(siteName))</p>
        <h1>\(Self.escaped(title))</h1>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    private var title: String {
        switch self {
        case .question: "Was this you?"
        case .done(_, let receipt): receipt.refused.isEmpty ? "Done" : "That was not possible"
        case .refused: "That was not possible"
        case .over(_, let isUsed): isUsed ? "Confirmed already" : "Too late"
        case .unknown: "There is nothing here"
        }
    }

    private var body: String {
        switch self {
        case .question(let reference, let lines):
            """
            <p>A mail in your name asks for a change to <strong>\(Self.escaped(reference))</strong>. It did not come \
            with proof that you wrote it, so nothing has been changed yet:</p>
            <ul class="lines">\(lines.map { "<li dir=\"auto\">\(Self.escaped($0))</li>" }.joined())</ul>
            <form method="post"><button type="submit">Yes, it was me</button></form>
            <p class="muted">If it was not you, close this page. Nothing will change.</p>
            """
        case .done(_, let receipt):
            Self.list(receipt.applied.map(\.sentence)) + Self.list(receipt.refused.map(\.reason))
                + "<p>\(Self.escaped(receipt.stateSentence))</p>"
                + "<p class=\"muted\">You get a mail that says the same. You can close this page.</p>"
        case .refused(_, let reason):
            "<p>\(Self.escaped(reason))</p>"
        case .over(let reference, let isUsed):
            isUsed
                ? "<p>The change to \(Self.escaped(reference)) was confirmed before. A mail told you what it did.</p>"
                : "<p>The change to \(Self.escaped(reference)) could be confirmed for half an hour. Write the mail again.</p>"
        case .unknown:
            "<p>The link is not complete, or it is none of ours. Copy it whole from the mail.</p>"
        }
    }

    private static func list(_ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        return "<ul>" + sentences.map { "<li dir=\"auto\">\(escaped($0))</li>" }.joined() + "</ul>"
    }

    private static func escaped(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): output += Array("&amp;".utf8)
            case UInt8(ascii: "<"): output += Array("&lt;".utf8)
            case UInt8(ascii: ">"): output += Array("&gt;".utf8)
            case UInt8(ascii: "\""): output += Array("&quot;".utf8)
            case UInt8(ascii: "'"): output += Array("&#39;".utf8)
            default: output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The colours are those of mail and console.
    static let style = """
        :root { color-scheme: light dark; --page: #edf1ee; --card: #fff; --edge: #d8dfda; --ink: #16211b; \
        --muted: #56635c; --accent: #17694f; --on-accent: #fff; }
        @media (prefers-color-scheme: dark) { :root { --page: #101512; --card: #19201c; --edge: #2f3934; \
        --ink: #e6ede8; --muted: #a3b1a9; --accent: #7fd0af; --on-accent: #0c1f17; } }
        body { margin: 0; background: var(--page); color: var(--ink); \
        font: 16px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 34rem; margin: 6vh auto; padding: 1.5rem 2rem 2rem; background: var(--card); \
        border: 1px solid var(--edge); border-radius: 10px; }
        .site { margin: 0; color: var(--muted); font-size: .9rem; }
        h1 { margin: .5rem 0 1rem; font-size: 1.5rem; line-height: 1.25; }
        .lines { list-style: none; margin: 1rem 0; padding: .25rem 0 .25rem 1rem; border-left: 3px solid var(--accent); \
        font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        button { margin: .5rem 0; padding: .7rem 1.3rem; border: 0; border-radius: 7px; background: var(--accent); \
        color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
        button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
        .muted { color: var(--muted); font-size: .9rem; }
        @media (max-width: 40rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }
        """
}
