import TestSupport
import Testing

@testable import MailParsing

@Suite("HTML sanitising")
struct HTMLSanitizerTests {
    @Test(arguments: [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"), ("a & b < c", "a &amp; b &lt; c"),
        ("<p>open", "<p>open</p>"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"), ("<script>alert(1)</script>x", "x"),
        ("<style>p{}</style>x", "x"),
        ("<svg onload=alert(1)>x</svg>", "x"), ("<iframe src=x></iframe>y", "y"), ("<!-- c -->x", "x"),
        ("<img src=x onerror=alert(1)>", "<img>"),
        ("<p onclick='x' title='a\"b'>y", "<p title=\"a&quot;b\">y</p>"),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>"), ("<a href='java\nscript:x'>x</a>", "<a>x</a>"),
        ("<a href='&#106;avascript:x'>x</a>", "<a>x</a>"), ("<a href='//evil.example'>x</a>", "<a>x</a>"),
        ("<a href='vbscript:x'>x</a>", "<a>x</a>"), ("<a href='data:text/html,x'>x</a>", "<a>x</a>"),
        (
            "<a href=' https://example.org/?a=1&b=2 '>x</a>",
            "<a href=\"https://example.org/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>"
        ),
        ("<p style='color:red;background:url(x);position:fixed'>x</p>", "<p style=\"color:red\">x</p>"),
        ("<p style='width:expression(x)'>x</p>", "<p>x</p>"), ("<p style='color:\\72 ed'>x</p>", "<p>x</p>"),
        ("<form action=x><input name=y>z</form>", "z"), ("<meta http-equiv=refresh content=1>x", "x"),
        ("<base href=x>y", "y"), ("<head><title>t<body>x", ""), ("<head><meta><body><p>x", "<p>x</p>"),
        ("<math><mtext><style><img src=x onerror=a>", ""), ("</div>x", "x"), ("<p/>x", "<p>x</p>"),
        ("<P CLASS=x ID=y>z</P>", "<p>z</p>"), ("a\u{0}b", "ab"), ("`'", "&#96;&#39;"),
    ])
    func `only what is allowed comes out`(html: String, safe: String) {
        #expect(HTMLSanitizer(html).html == safe)
    }

    @Test func `remote images wait and are counted, attached ones are shown`() {
        let html =
            "<img src='https://e.example/p.gif'><img src='cid:logo@x'><img src='cid:other'><img src='data:image/png;base64,AA=='>"
        let safe = HTMLSanitizer(html, inlineURLs: ["logo@x": "/a/1?x=\"y"])
        #expect(safe.remoteImageCount == 1)
        #expect(safe.inlineImages == ["logo@x", "other"])
        #expect(
            safe.html
                == "<img data-remote-src=\"https://e.example/p.gif\"><img src=\"/a/1?x=&quot;y\"><img>"
                + "<img src=\"data:image/png;base64,AA==\">")
    }

    @Test func `what an image names is percent-encoded, a Content-ID is not`() {
        let safe = HTMLSanitizer("<img src='cid:a%40b%zz'>", inlineURLs: ["a@b%zz": "/a/1"])
        #expect(safe.html == "<img src=\"/a/1\">")
    }

    @Test func `sanitising twice changes nothing`() {
        var generator = SeededGenerator(seed: 5)
        let pieces = [
            "<p>", "</p>", "<b", ">", "<a href='https://x.example'>", "</a>", "<!--", "-->", "<script>",
            "</script>", "\"", "'", "&amp;", "&", "<", "x",
            "<div style='color:red'>", "</div>", "<table><tr><td>", "<svg>", "<title>",
            "</title>", "é", "`", "=", "/",
        ]
        for _ in 0..<300 {
            let html = (0..<Int.random(in: 0..<20, using: &generator))
                .compactMap { _ in pieces.randomElement(using: &generator) }
                .joined()
            let once = HTMLSanitizer(html).html
            #expect(!Array(once.utf8).containsIgnoringCase("<script"))
            #expect(HTMLSanitizer(once).html == once)
        }
    }

    @Test func `floods end at once`() {
        for piece in [
            "<div>", "</div>", "<a href=x>", "<p style='a:b;'>", "<select>", "<svg><style>", "<b></i>",
            "&lt;", "<p a=b ",
        ] {
            let html = String(repeating: piece, count: 5_000)
            #expect(HTMLSanitizer(html).html.utf8.count <= html.utf8.count * 4)
        }
    }
}
