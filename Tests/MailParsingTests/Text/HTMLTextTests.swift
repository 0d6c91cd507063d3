import Testing

@testable import MailParsing

@Suite("HTML to text")
struct HTMLTextTests {
    private static func text(_ html: String, targets: Bool = true) -> String {
        String(decoding: HTMLText(Array(html.utf8), showsTargets: targets).text, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("a  b\n c", "a b c"), ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"), ("<div>a<br></div><div>b</div>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"), ("<b>a</b><i>b</i>", "ab"),
        ("a &amp; b &lt;c&gt; &#228;&#xE4;&euro;&nbsp;x", "a & b <c> ää€ x"),
        ("AT&T &unknown; &#0;", "AT&T &unknown; \u{FFFD}"),
        ("&#150;", "–"), ("<ul><li>a<li>b</ul>", "- a\n- b"), ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start=5><li>a<li>b</ol>", "5. a\n6. b"), ("<ol start=x><li>a</ol>", "1. a"),
        ("<ol start=-1><li>a<li>b<li>c</ol>", "-1. a\n0. b\n1. c"),
        ("<ol start=99999999999999999999><li>a</ol>", "1. a"),
        ("<ol><li>a<li value=7>b<li>c<ol start=3><li>d</ol><li>e</ol>", "1. a\n7. b\n8. c\n\n3. d\n\n9. e"),
        ("<ul><li value=7>a</ul>", "- a"),
        ("see <img src=x alt=' the&nbsp;red \n light '> now", "see [the red light] now"),
        ("ok<img alt='👍'>, <img alt='☺️'>", "ok👍, ☺️"), ("a<img src=x>b<img alt=''>c<img alt=' '>d", "abcd"),
        ("a<img alt=counter width=1 height=1>b<img alt=c width='1px'>c<img alt=d height=0>", "abc"),
        ("a<img alt=x style='display:none'>b<img alt=x hidden>", "ab"),
        ("<img alt=a width=100 height=10>", "[a]"),
        ("<a href='https://example.org/x'><img alt=Shop></a>", "[Shop] <https://example.org/x>"),
        ("<p hidden><img alt=x></p>", ""), ("<img alt='日本語'>", "[日本語]"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"), ("<pre>a\n  b</pre>", "a\n  b"),
        ("<a href='https://example.org/x'>here</a>", "here <https://example.org/x>"),
        ("<a href='https://example.org/'>https://example.org/</a>", "https://example.org/"),
        ("<a href='mailto:a@b'>a@b</a>", "a@b"),
        ("<blockquote>q<blockquote>r</blockquote></blockquote>s", "> q\n>\n>> r\n\ns"),
        ("<style>x{}</style><script>y()</script><title>t</title>z", "z"),
        ("<head><title>t</title></head>z", "z"),
        ("<!-- hidden --><!--[if mso]>m<![endif]-->z<![if !mso]>w<![endif]>", "zw"),
        ("a < b and c<d", "a < b and c<d"), ("x <never closed", "x <never closed"), ("<!-- never closed", ""),
        ("<script>never closed", ""), ("a</p>b", "a\n\nb"), ("1</div>2</blockquote>3", "123"),
        ("<b><blockquote>q</b>r</blockquote>s", "> qr\n\ns"),
    ])
    func `a reader sees`(html: String, text: String) {
        #expect(Self.text(html) == text)
    }

    @Test(arguments: [
        "<p style='display:none'>x</p>", "<span style=\"DISPLAY : NONE !important\">x</span>",
        "<div hidden>x</div>",
        "<div style='visibility:hidden'>x</div>", "<div style='font-size:0px'>x</div>",
        "<div style='max-height:0'>x</div>",
        "<div style='mso-hide:all'>x</div>", "<div style='opacity:0.0'>x</div>",
        "<div style='display:none'><div>x</div>x</div>",
        "<span style='display:none'>x<span>y</span>x</span>",
        "<p style='color:white;background-color:#fff'>x</p>",
        "<table bgcolor='#FFFFFF'><tr><td><font color='#fefefe'>x</font></table>",
        "<div style='background:rgb(0, 0, 0)'><span style='color:black'>x</span></div>",
        "<p style='color:transparent'>x</p>", "<p style='color:rgba(0,0,0,0.0)'>x</p>",
        "<p style='position:absolute;left:-9999px'>x</p>", "<p style='text-indent:-9999px'>x</p>",
        "<p style='height:0;overflow:hidden'>x</p>", "<p style='width:0px;overflow:hidden'>x</p>",
        "<p style='position:absolute;clip:rect(0 0 0 0)'>x</p>", "<p style='clip-path:inset(50%)'>x</p>",
        "<p style='font-size:1px'>x</p>", "<p style='font:0/0 a'>x</p>",
        "<p style='font-size:0'><b>x</b></p>",
        "<p style='dis\\70lay:none'>x</p>", "<p style='display:/**/none'>x</p>",
        "<p style='display:block;display:none'>x</p>",
        "<p style='display:none!important;display:block'>x</p>",
        "<style>.x, td.y{ display : none }</style><p class='a x'>x</p>",
        "<style><!-- /* c */ #pre{mso-hide:all;display:none} --></style><div id=pre>x</div>",
    ])
    func `hidden text is left out and reported`(html: String) {
        let read = HTMLText(Array((html + "<p>seen</p>").utf8))
        #expect(String(decoding: read.text, as: UTF8.self) == "seen")
        #expect(read.hasHiddenText)
    }

    @Test(arguments: [
        "<p style='font-size:10px'>x</p>", "<p style='display:block'>x</p>", "<p style='opacity:0.5'>x</p>",
        "<p style='color:#fff'>x</p>", "<p style='background:#fff;color:#000'>x</p>",
        "<body bgcolor=white><p style='background:url(a.png);color:white'>x</p>",
        "<style>.button{background:#00f}</style><body bgcolor=white><a class=button style='color:#fff'>x</a>",
        "<div style='font-size:0'><p style='font-size:13px'>x</p></div>",
        "<div style='font-size:0'><p style='font-size:medium'>x</p></div>",
        "<p style='display:none;display:block'>x</p>", "<p style='height:0'>x</p>",
        "<p style='max-width:0;overflow:hidden'>x</p>", "<p style='position:relative;left:-20px'>x</p>",
        "<style>@media print{.x{display:none}} .x b{display:none}</style><p class=x>x</p>",
        "<style>.x{display:none}</style><p class=x style='display:block'>x</p>",
    ])
    func `shown text is not taken for hidden`(html: String) {
        let read = HTMLText(Array(html.utf8))
        #expect(String(decoding: read.text, as: UTF8.self) == "x")
        #expect(!read.hasHiddenText)
    }

    /// Whoever answers on a dark screen may send white letters without its colour: they stay, and are reported.
    @Test(arguments: [
        ("<p style='color:#fff'>x</p>", true), ("<font color=white>x</font>", true),
        ("<div style='color:rgb(255,255,255)'><b>x</b></div>", true),
        ("<p style='color:#eee'>x</p>", false), ("<p style='color:white'> </p>x", false),
        ("<p style='color:white'><b style='color:black'>x</b></p>", false),
        ("<style>body{background:#111}</style><p style='color:#fff'>x</p>", false),
        ("<table><tr><td BGCOLOR=navy><td><p style='color:#fff'>x</p></table>", false),
        (
            "<style>@media (prefers-color-scheme:dark){td{background-color:#000}}</style><p style='color:#fff'>x</p>",
            false
        ),
    ])
    func `white text where nothing names a background is kept and reported`(html: String, isReported: Bool) {
        let message = Message(reading: Array("Content-Type: text/html\n\n\(html)".utf8))
        #expect(message.visibleText == "x")
        #expect(message.defects.map(\.kind).contains(.hiddenText) == isReported)
    }

    @Test(arguments: [
        "<div>Done.</div><div class='gmail_quote'><div class='gmail_attr'>On Mon, Jan 5, 2026 Ann wrote:<br></div><blockquote class='gmail_quote'>old</blockquote></div>",
        "<p>Done.</p><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>From:</b> Ann<br></div><div>old</div>",
        "<p>Done.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p><b>From:</b> Ann</p></div><p>old</p>",
        "Done.<br><blockquote type='cite'><div>On Jan 5, 2026, at 9:12, Ann wrote:</div>old</blockquote>",
        "Done.<div class='moz-cite-prefix'>Am 05.01.26 um 09:12 schrieb Ann:<br></div><blockquote type='cite'>old</blockquote>",
        "<div>Done.</div><div class='yahoo_quoted'><div>On Monday, January 5, 2026, Ann wrote:</div>old</div>",
        "<div>Done.</div><div class='protonmail_quote'>On Monday, Ann wrote:<blockquote>old</blockquote></div>",
        "<div>Done.</div><div>From: Ann &lt;a@b.example&gt;<br>Sent: Monday<br>To: Bob<br>Subject: x<br><br>old</div>",
        "<div>Done.</div><div class='x_OutlookMessageHeader'>From: Ann</div>old",
    ])
    func `clients' quotations are cut from HTML`(html: String) {
        let split = ReplySplit(html: html)
        #expect(split.visible == "Done.")
        #expect(split.quoted.utf8.count >= 3)
    }

    @Test(arguments: [
        "<div class='gmail_quote'>---------- Forwarded message ---------<br>From: Ann<br><br>old</div>",
        "<div>Message</div><blockquote class='gmail_quote'>indented</blockquote>",
        "<div class='gmail_quote'><blockquote class='gmail_quote'>q</blockquote><div>answer</div><blockquote class='gmail_quote'>r</blockquote><div>more</div></div>",
        "<div id='divRplyFwdMsg'>From: Ann &lt;a@b&gt;<br>Sent: Monday<br>Subject: x</div><div>sent on</div>",
    ])
    func `HTML that may be an answer stays`(html: String) {
        #expect(ReplySplit(html: html).quoted.isEmpty)
    }

    @Test func `floods end at once`() {
        for piece in [
            "<div>", "<b>", "</b>", "</div>", "<a href=x>", "<!--", "<!", "&#", "&amp", "<p", "<p a=b ",
            "<blockquote>x", "<li>", "<td>x",
            "<script>", "<b><div></b>", "<i></u>", "<x y='", "<span hidden>x</p>", "<pre>\n", "</p>",
            "<ol><li>", "<img alt='a  b'>", "<ol start=1><li value=2>", "<img alt='",
        ] {
            let html = Array(String(repeating: piece, count: 3_000).utf8)
            #expect(HTMLText(html).body.lines.count <= html.count)
        }
    }
}
