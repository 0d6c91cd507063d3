import Testing

@testable import MailParsing

@Suite("RFC 2047: encoded words")
struct EncodedWordTests {
    @Test(arguments: [
        ("plain", "plain"),
        ("=?ISO-8859-1?Q?a?=", "a"),
        ("=?ISO-8859-1?Q?a?= b", "a b"),
        ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
        ("=?ISO-8859-1?Q?a?=\t =?ISO-8859-1?Q?b?=", "ab"),
        ("=?ISO-8859-1?Q?a_b?=", "a b"),
        ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
        ("=?utf-8?b?w6Q=?=", "ä"),
        ("=?utf-8*de?b?w6Q=?=", "ä"),
        ("=?utf-8?B?w?= =?utf-8?B?6Q=?=", "é"),
        ("=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=", "€"),
        ("=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
        ("=?utf-8?b?4oI=?= =?utf-8?q?=AC?=", "€"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?x-unknown-set?q?abc?=", "abc"),
        ("Re:=?utf-8?q?=C3=A4?=x", "Re:äx"),
        ("\"=?utf-8?q?=C3=A4?=\"", "\"ä\""),
        ("=?utf-8?q?with a space?=", "with a space"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        ("=?utf-8?B?SGVsbG8", "Hello"), ("=?utf-8?B?SGVsbG8=", "Hello"), ("=?utf-8?B?SGVsbG8=?", "Hello"),
        ("=?utf-8?B?SGVs?= =?utf-8?B?bG8", "Hello"), ("Re: =?utf-8?Q?Hell=C3=B6_w", "Re: Hellö w"),
        ("=?utf-8?Q?a=C", "a=C"), ("=?utf-8?Q?a=C3", "a\u{FFFD}"),
        ("=?utf-8?q?a b =?utf-8?q?c", "=?utf-8?q?a b c"),
        ("=?utf-8?B?R3LDvMO", "Grü\u{FFFD}"), ("=?utf-8?B?8J+YgPCfmA", "😀\u{FFFD}"),
        ("=?x-unknown-set?B?SGVsbG8", "=?x-unknown-set?B?SGVsbG8"), ("=?utf-8?B?", "=?utf-8?B?"),
        ("=?utf-8?B?Really?!", "=?utf-8?B?Really?!"), ("=?utf-8?B?SGVs bG8", "=?utf-8?B?SGVs bG8"),
        ("=?utf-8?q?a=0D=0ABcc:_b?=", "a  Bcc: b"),
        ("raw ä", "raw ä"),
    ])
    func `text decodes`(encoded: String, decoded: String) {
        #expect(EncodedWord.decode(Array(encoded.utf8)) == decoded)
    }

    @Test func `raw bytes that are not UTF-8 are Windows-1252`() {
        #expect(EncodedWord.decode([0x66, 0xFC, 0x72, 0x20, 0x80]) == "für €")
    }

    @Test func `a character cut between words of a two byte charset is joined`() {
        #expect(EncodedWord.decode(Array("=?gb2312?Q?=C4?= =?gb2312?Q?=E3?=".utf8)) == "你")
    }

    @Test(arguments: ["", "short", "größer", String(repeating: "日本語のテキスト", count: 40), "👩‍👩‍👧 family"])
    func `written words read back`(text: String) {
        let words = EncodedWord.encode(text.utf8)
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
        #expect(EncodedWord.decode(Array(words.joined(separator: " ").utf8)) == text)
    }

    @Test func `floods end at once`() {
        for piece in [
            "=?", "=?a?q?", "=?utf-8?q?x", "=?utf-8?q?x ", "=?utf-8?q?a?=", "=?utf-8?b?YQ==?= ", "?=",
            "=?utf-8?q?a?= b ",
        ] {
            let text = Array(String(repeating: piece, count: 5_000).utf8)
            #expect(EncodedWord.decode(text).utf8.count <= text.count * 3)
        }
    }
}
