internal import TallyCore

/// The frame of pages for people who are not signed in: a title, some sentences, perhaps a button.
///
/// They speak the language of whom the link was mailed to, where it says that, else the browser's or the site's.
/// Without scripts, since it has to work in whatever a mail program opens links with.
struct PublicPage: Sendable {
    private let settings: DeskSettings
    private let policy: String

    init(settings: DeskSettings, cryptography: any Cryptography) {
        self.settings = settings
        let digest = Base64.encode(cryptography.sha256(Array(Self.style.utf8)))
        policy = [
            "default-src 'none'", "style-src 'sha256-\(digest)'", "form-action 'self'", "base-uri 'none'",
            "frame-ancestors 'none'",
        ].joined(separator: "; ")
    }

    /// How a reader is written to of whom nothing is known but the browser.
    func words(_ request: HTTPRequest) -> Wording { words(for: nil, request) }

    /// How the reader is written to.
    ///
    /// - Parameter person: whom the link was mailed to, when that is known.
    func words(for person: Person?, _ request: HTTPRequest) -> Wording {
        guard person?.language == nil else { return settings.wording(for: person) }
        let wanted = request.fields["accept-language"].map { LanguageTag.list(in: $0) } ?? []
        let served = wanted.first { !settings.vocabularies().languages.isDisjoint(with: $0.lookupRange) }
        return settings.wording(in: [served].compactMap { $0 }, for: person)
    }

    /// - Parameter button: sends the address of the page once more, as a POST.
    func response(
        _ status: HTTPStatus, _ words: Wording, _ title: PagePhrase, _ sentences: [String],
        button: PagePhrase? = nil
    ) -> HTTPResponse {
        let text = sentences.map { "<p dir=\"auto\">\(Self.escaped($0))</p>" }
        let form = button.map {
            "<form method=\"post\"><button type=\"submit\">\(Self.escaped(words($0)))</button></form>"
        }
        return response(
            status, words, title, body: (text + [form].compactMap { $0 }).joined(separator: "\n"))
    }

    /// - Parameter body: what stands below the title, as HTML.
    func response(
        _ status: HTTPStatus, _ words: Wording, _ title: PagePhrase, body: String
    ) -> HTTPResponse {
        HTTPResponse(
            status, contentType: "text/html; charset=utf-8",
            body: Array(html(words.language, words(title), body).utf8),
            fields: [
                "Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Robots-Tag": "noindex",
                "Content-Language": words.language.text, "Vary": "Accept-Language",
            ])
    }

    private func html(_ language: LanguageTag, _ title: String, _ body: String) -> String {
        """
        <!doctype html>
        <html lang="\(Self.escaped(language.text))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(Self.escaped(title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <p class="site">\(Self.escaped(settings.siteName))</p>
        <h1 dir="auto">\(Self.escaped(title))</h1>
        \(body)
        </main>
        </body>
        </html>

        """
    }

    /// The text as HTML shows it.
    static func escaped(_ text: String) -> String {
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
    private static let style = """
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
        label { display: block; margin: 1rem 0 .25rem; }
        input, textarea { box-sizing: border-box; width: 100%; padding: .6rem; border: 1px solid var(--edge); \
        border-radius: 7px; background: var(--page); color: var(--ink); font: inherit; }
        .muted { color: var(--muted); font-size: .9rem; }
        @media (max-width: 40rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }
        """
}
