import MailParsing

/// Ways of writing a From field in somebody else's name; Sam is who is meant, Mallory who writes.
enum HostileSender {
    static let victim = "sam@acme.example"
    static let attacker = "mallory@evil.example"

    /// What different readers take for different senders: from the table of forgeries, and with NULs, where readers in C
    /// end.
    static let kinds =
        Forgery.senders.filter { $0.identity == nil }.map { (name: $0.name, lines: $0.lines) } + withNULs

    private static let withNULs: [(name: String, lines: [String])] = [
        ("NUL in the name", ["From: Sam\0 Staff <sam@acme.example>"]),
        ("NUL before the address", ["From: \0sam@acme.example"]),
        ("NUL behind the address", ["From: <sam@acme.example\0>"]),
        ("NUL in the local part", ["From: <s\0am@acme.example>"]),
        ("NUL before another domain", ["From: sam@acme.example\0.evil.example"]),
        ("NUL behind the field's name", ["From\0: sam@acme.example", "From: mallory@evil.example"]),
    ]

    /// A hundred: each shape with each thing that may stand between two addresses.
    static let mutants: [String] = shapes.flatMap { shape in
        separators.map { separator in
            shape.replacing("{sam}", with: victim).replacing("{mallory}", with: attacker)
                .replacing("|", with: separator)
        }
    }

    private static let shapes = [
        "From: {sam}|{mallory}", "From: {mallory}|{sam}", "From: <{sam}|{mallory}>",
        "From: Samuel <{sam}|{mallory}>", "From: \"Samuel\" <{sam}>|<{mallory}>",
    ]

    private static let separators = [
        ",", ";", "\0", "\0,", " ", "\t", "\r", "><", "> <", "\\", "\",", "@", "%00@", "(", ")", ":", ",\0",
        "\u{B}", "\u{1}", "\u{7F}",
    ]

    /// Fifty: each name in each form, before or behind the attacker's address.
    static let displayNames: [String] = names.flatMap { name -> [String] in
        [
            "\"\(name)\" <\(attacker)>", "=?utf-8?q?\(quotedPrintable(name))?= <\(attacker)>",
            "=?utf-8?b?\(base64(name))?= <\(attacker)>", "\"\u{202E}\(name)\" <\(attacker)>",
            "\"\(name)\(String(repeating: " ", count: 200))\" <\(attacker)>",
            "=?utf-8?q?\(quotedPrintable(name))=0A?= <\(attacker)>",
            "=?utf-8?q?\(quotedPrintable(name))=00?= <\(attacker)>", "\"\\\"\(name)\\\"\" <\(attacker)>",
            "\(attacker) (\(name))",
            "=?utf-8?q?\(quotedPrintable(name))?= =?utf-8?q?=20Desk?= <\(attacker)>",
        ]
    }

    private static let names = [
        "sam@acme.example", "Sam Staff <sam@acme.example>", "Acme IT <support@acme.example>", "Ada Admin",
        "sam@acme.example via Acme IT",
    ]

    private static func quotedPrintable(_ text: String) -> String {
        text.utf8.map { "=" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }

    private static func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var bytes = Array(text.utf8)
        let padding = (3 - bytes.count % 3) % 3
        bytes += Array(repeating: 0, count: padding)
        let letters = stride(from: 0, to: bytes.count, by: 3).flatMap { place -> [Character] in
            let group = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            return [18, 12, 6, 0].map { alphabet[group >> $0 & 63] }
        }
        return String(letters.dropLast(padding)) + String(repeating: "=", count: padding)
    }

    // MARK: Look-alikes

    /// Addresses that look like Sam's, or are canonically equivalent to it.
    static let lookalikes: [String] = {
        let atHome = localParts.map { "\($0)@acme.example" }
        let elsewhere = domains.map { "sam@\($0)" }
        return atHome + elsewhere + ["sam\u{FF20}acme.example", "sam\u{FE6B}acme.example"]
    }()

    private static let localParts: [String] = [
        "\u{455}am", "\u{17F}am", "\u{A731}am", "\u{FF53}am", "\u{1D42C}am", "\u{1E63}am", "\u{24E2}am",
        "s\u{430}m", "s\u{251}m", "s\u{3B1}m", "s\u{FF41}m", "sa\u{301}m", "s\u{E0}m", "s\u{1D44E}m",
        "s\u{24D0}m", "sa\u{FF4D}", "sa\u{43C}", "sa\u{217F}", "sarn", "sa\u{1D426}", "5am", "sam.",
        "sa\u{200B}m", "sa\u{200C}m", "sa\u{200D}m", "sa\u{2060}m", "\u{FEFF}sam", "sa\u{AD}m",
        "\u{202E}mas",
        "sam\u{34F}", "s\u{FE00}am",
    ]

    private static let domains: [String] = [
        "\u{430}cme.example", "a\u{441}me.example", "a\u{3F2}me.example", "a\u{217D}me.example",
        "ac\u{43C}e.example", "ac\u{217F}e.example", "acm\u{435}.example", "acm\u{212F}.example",
        "acm\u{4BD}.example", "acme\u{301}.example", "acme.\u{435}xample", "acme.e\u{445}ample",
        "acme.e\u{2179}ample", "acme.ex\u{430}mple", "acme.exam\u{440}le", "acme.exam\u{3C1}le",
        "acme.examp\u{4CF}e", "acme.examp1e", "acme.exampIe", "acme.examp\u{217C}e", "acrne.example",
        "acme\u{3002}example", "acme\u{FF0E}example", "acme\u{2024}example", "acme.example\u{3002}",
        "xn--acm-hma.example", "acme\u{200B}.example", "ac\u{AD}me.example", "\u{FF41}\u{FF43}me.example",
    ]

    /// Pairs of other addresses that some comparison takes for one: by case, by normal form, by folding.
    static let pairs: [(String, String)] = [
        ("kim@acme.example", "\u{212A}im@acme.example"), ("\u{E5}sa@acme.example", "\u{212B}sa@acme.example"),
        ("caf\u{E9}@acme.example", "cafe\u{301}@acme.example"),
        ("strasse@acme.example", "stra\u{DF}e@acme.example"), ("i@acme.example", "\u{130}@acme.example"),
        ("i@acme.example", "\u{131}@acme.example"), ("file@acme.example", "\u{FB01}le@acme.example"),
        ("\u{3C3}@acme.example", "\u{3C2}@acme.example"), ("\u{3A9}@acme.example", "\u{2126}@acme.example"),
        ("\u{AC00}@acme.example", "\u{1100}\u{1161}@acme.example"),
    ]
}
