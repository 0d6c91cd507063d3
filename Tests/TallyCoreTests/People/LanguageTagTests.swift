import TallyCore
import Testing

@Suite("Language tags, RFC 5646")
struct LanguageTagTests {
    @Test(arguments: [
        ("de", "de"), ("DE", "de"), ("pt-br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-ch-1996", "de-CH-1996"), ("yue", "yue"),
        ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("en-a-bbb-x-y", "en-a-bbb-x-y"),
        ("de-u-co-phonebk", "de-u-co-phonebk"),
    ])
    func `a tag is taken and written as is usual`(text: String, expected: String) {
        #expect(LanguageTag(text)?.text == expected)
    }

    @Test(arguments: [
        "", "d", "de-", "-de", "de_DE", "deutsches1", "de-DE-DE", "de-419-DE", "de-Latn-Latn", "de-a",
        "de-a-b",
        "x-mine", "de DE", "dé", "12", "de-abcdefghi", "de-x", "i-klingon-and-much-more-than-is-usual-here",
    ])
    func `what is none is refused`(text: String) {
        #expect(LanguageTag(text) == nil)
    }
}
