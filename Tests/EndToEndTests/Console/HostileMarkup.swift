import Foundation

/// Markup that tries to run a script or to load something, in many ways, places and disguises.
///
/// Each call of the alarm names the payload, so that what fires can be counted. Where there is nothing to call, it asks
/// for an address of the canary.
enum HostileMarkup {
    /// `{JS}` stands for a call of the alarm, `{URL}` for an address that should never be asked for.
    private static let vectors = [
        "<script>{JS}</script>", "<script src='{URL}'></script>", "<script/x>{JS}</script>",
        "<img src=x onerror={JS}>", "<img src='x' onerror='{JS}' title='a>b'>", "<img/src=x/onerror={JS}>",
        "<svg onload={JS}></svg>", "<svg><script>{JS}</script></svg>",
        "<svg><animate onbegin={JS} attributeName=x dur=1s></svg>",
        "<svg><set onbegin={JS} attributename=x></svg>",
        "<svg><a xlink:href='javascript:{JS}'><text y=20>press</text></a></svg>",
        "<svg><image href='{URL}' width=9 height=9 /></svg>", "<svg><use href='{URL}#x'/></svg>",
        "<svg><foreignObject><img src=x onerror={JS}></foreignObject></svg>",
        "<svg><style>@import '{URL}';</style></svg>", "<svg><desc><img src=x onerror={JS}></desc></svg>",
        "<math><maction actiontype='statusline#{URL}' xlink:href='javascript:{JS}'>press</maction></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={JS}&gt;'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={JS}>",
        "<math><mi><table><mglyph><svg><mtext><style><path id='</style><img onerror={JS} src=x>'>",
        "<svg></p><style><a id='</style><img src=x onerror={JS}>'>",
        "<noscript><p title='</noscript><img src=x onerror={JS}>'>",
        "<iframe src='javascript:parent.{JS}'></iframe>",
        "<iframe srcdoc='<img src=x onerror={JS}>'></iframe>",
        "<iframe src='{URL}'></iframe>", "<object data='{URL}'></object>", "<embed src='{URL}'>",
        "<object data='javascript:{JS}'></object>", "<frameset onload={JS}><frame src='{URL}'></frameset>",
        "<a href='javascript:{JS}' autofocus onfocus={JS} tabindex=1>press</a>",
        "<a href='jav&#x09;ascript:{JS}'>press</a>", "<a href='&#1;javascript:{JS}'>press</a>",
        "<a href='data:text/html,<script>{JS}</script>'>press</a>", "<a href='vbscript:{JS}'>press</a>",
        "<details open ontoggle={JS}><summary>more</summary></details>",
        "<video><source onerror={JS}></video>", "<video poster='{URL}'></video>",
        "<audio src=x onerror={JS}></audio>", "<input autofocus onfocus={JS}>",
        "<input type=image src='{URL}'>", "<select autofocus onfocus={JS}></select>",
        "<textarea autofocus onfocus={JS}></textarea>", "<body onload={JS}>", "<body background='{URL}'>",
        "<div onpointerover={JS} style='position:fixed;inset:0'>over all</div>",
        "<div style='animation:x' onanimationstart={JS}>moves</div><style>@keyframes x{}</style>",
        "<meta http-equiv=refresh content='0;url={URL}'>", "<link rel=stylesheet href='{URL}'>",
        "<link rel=preload as=image href='{URL}'>", "<base href='{URL}'><img src=relative>",
        "<style>@import url('{URL}');</style>", "<style>*{background-image:url('{URL}')}</style>",
        "<div style=\"background:url('{URL}')\">b</div>", "<div style=\"background:\\75rl('{URL}')\">b</div>",
        "<div style=\"list-style:url('{URL}');display:list-item\">b</div>",
        "<div style=\"content:image-set('{URL}' 1x);cursor:url('{URL}'),auto\">b</div>",
        "<div style=\"background:u/**/rl('{URL}');background:ur\\l({URL})\">b</div>",
        "<table background='{URL}'><tr><td background='{URL}'>c</table>", "<img src='{URL}'>",
        "<img srcset='{URL} 1x, {URL} 2x'>", "<picture><source srcset='{URL}'><img></picture>",
        "<img src=x:x style='display:none' onerror='{JS}' loading=eager>", "<image src='{URL}' onerror={JS}>",
        "<template shadowrootmode=open><img src=x onerror={JS}></template>",
        "<xss contenteditable autofocus onfocus={JS} tabindex=0>x</xss>",
        "<button popovertarget=p autofocus onfocus={JS}>b</button>",
        "<marquee onstart={JS} loop=1>m</marquee>",
        "<scr<script>ipt>{JS}</scr</script>ipt>", "<<img src=x onerror={JS}>",
        "<img src=x onerror={JS}//", "<img src=\"x`\" `onerror=\"{JS}\"`>",
        "<a style='-moz-binding:url({URL})'>x</a>",
    ]

    /// What stands around: places where readers of HTML change their mind about what they read.
    private static let places: [(before: String, after: String)] = [
        ("", ""), ("<table><tr><td>", "</td></tr></table>"), ("<p title=\"", "\">"), ("<p title='", "'>"),
        ("\"'>", ""), ("<!--", "-->"), ("<!-->", "<!-- -->"), ("<!--[if gte mso 9]>", "<![endif]-->"),
        ("<textarea>", "</textarea>"), ("<title>", "</title>"), ("<style>", "</style>"), ("<xmp>", "</xmp>"),
        ("<noscript>", "</noscript>"), ("<svg>", "</svg>"), ("<math>", "</math>"),
        ("<svg><![CDATA[", "]]></svg>"),
        ("<select><option>", "</select>"), ("<noembed></noembed>", ""),
        ("<blockquote><o:p>", "</o:p></blockquote>"),
        ("<plaintex>", "</plaintex>"),
    ]

    /// Other ways to write the same thing.
    private static let disguises: [@Sendable (String) -> String] = [
        { $0 },
        { $0.replacing("<s", with: "<S").replacing("<i", with: "<I").replacing(" on", with: " ON") },
        { $0.replacing(" on", with: "\n\ton").replacing("='", with: " = '") },
        {
            $0.replacing(" on", with: "\u{0C}/on").replacing(
                "javascript:", with: "&#106;ava&Tab;script&colon;")
        },
        { $0.replacing("<s", with: "<\u{0}s").replacing("onerror", with: "onerror\u{0}") },
    ]

    /// Ends whatever the payload before has left open, so that each is met by itself.
    private static let ends =
        "--></script></style></title></textarea></xmp></noscript></template></select></svg></math></table></form>\n"

    /// The first payload of every vector in every place, and in turn in every disguise.
    static func payloads(canary: Int) -> [String] {
        var payloads: [String] = []
        for (row, vector) in vectors.enumerated() {
            for (column, place) in places.enumerated() where (row + column) % 2 == 0 || column == 0 {
                let disguise = disguises[(row + column / 2) % disguises.count]
                let number = payloads.count
                let filled = disguise(vector)
                    .replacing("{JS}", with: "\(BrowserPage.alarm)('\(number)')")
                    .replacing("{URL}", with: "http://127.0.0.1:\(canary)/\(number)")
                payloads.append("\(place.before)\(filled)\(place.after)\(ends)")
            }
        }
        return payloads
    }

    /// Short ones for places that hold a line of text: subjects, names of people and of files.
    static func lines(_ number: Int, canary: Int) -> [String] {
        let call = "\(BrowserPage.alarm)('line \(number)')"
        let address = "http://127.0.0.1:\(canary)/line\(number)"
        return [
            "<img src=x onerror=\(call)>", "\"><svg onload=\(call)>", "javascript:\(call)",
            "<script src=\(address)></script>", "'-\(call)-'", "{{constructor.constructor('\(call)')()}}",
            "\u{202E}<iframe srcdoc=\"<script>\(call)</script>\">", "</title><img src=\(address)>",
            "&lt;img src=x onerror=\(call)&gt;", "${\(call)}", "`+\(call)+`",
            "%3Cimg src=x onerror=\(call)%3E",
        ]
    }
}
