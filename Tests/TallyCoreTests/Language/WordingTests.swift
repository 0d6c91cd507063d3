import Foundation
import TallyCore
import Testing

@Suite("Languages of mail (RFC 4647, RFC 3282)") struct WordingTests {
    private static func language(_ text: String) throws -> LanguageTag { try #require(LanguageTag(text)) }

    private static func german() throws -> Vocabulary {
        Vocabulary(
            language: try language("de"),
            phrases: [
                "{day} {month} {year}, {time} {zone}": "{day}. {month} {year}, {time} Uhr {zone}",
                "Nov": "November", "{reference} is yours.": "{reference} gehört Ihnen.",
                "{count} h": "{count} Std.", ".": ",", "is too long": "ist zu lang",
            ], clocks: ["CET": "MEZ"])
    }

    private static func berlin() throws -> ZoneRules {
        try ZoneRules(tzif: Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))))
    }

    /// 18 Nov 2026, 11:06:40 UTC.
    private let noon = Timestamp(unixSeconds: 1_795_000_000)

    @Test func `a moment is told in the reader's language, on the reader's clocks, with their zone`() throws {
        #expect(Wording()(noon) == "18 Nov 2026, 11:06 UTC")
        #expect(Wording(zone: try Self.berlin())(noon) == "18 Nov 2026, 12:06 CET")
        #expect(
            Wording(try Self.german(), zone: try Self.berlin())(noon) == "18. November 2026, 12:06 Uhr MEZ")
    }

    @Test func `what a language lacks is said in English`() throws {
        let words = Wording(try Self.german())
        #expect(words(.isYours, ["reference": "TT-1"]) == "TT-1 gehört Ihnen.")
        #expect(words(.isFree, ["reference": "TT-1"]) == "TT-1 is free for others again.")
        #expect(words.label(of: TicketStatus.open) == "Open")
        #expect(words(text: "is too long") == "ist zu lang")
        #expect(words(text: "is a word of nobody's") == "is a word of nobody's")
    }

    @Test func `a value that looks like a place is not filled`() {
        #expect(Wording()(.isTheirs, ["reference": "{name}", "name": "Sam"]) == "{name} is Sam's now.")
    }

    @Test(
        arguments: [
            (nil, "–"), (.seconds(20), "under 1 min"), (.minutes(5), "5 min"), (.hours(2), "2 Std."),
            (.hours(2) + .minutes(5), "2 Std. 5 min"), (.days(1) + .hours(3) + .minutes(9), "1 d 3 Std."),
            (.days(2), "2 d"),
        ] as [(Duration?, String)])
    func `a duration has its two largest units`(duration: Duration?, words: String) throws {
        #expect(Wording(try Self.german())(duration) == words)
    }

    @Test func `a size has the decimal point of the language`() throws {
        #expect(Wording().size(999) == "999 B")
        #expect(Wording().size(31_400_000) == "31.4 MB")
        #expect(Wording(try Self.german()).size(31_400_000) == "31,4 MB")
        #expect(Wording(try Self.german()).megabytes(40_000_000) == "38,1 MB")
    }

    @Test(
        arguments: [
            (["de-AT"], "de"), (["de-Latn-DE-1996"], "de"), (["fr", "de"], "de"), (["fr"], "en"),
            ([], "en"), (["en-GB", "de"], "en"), (["de-x-mine"], "de"),
        ] as [([String], String)])
    func `the first language that is served is spoken`(wanted: [String], spoken: String) throws {
        let known = Vocabularies([try Self.german()])
        #expect(known.vocabulary(for: try wanted.map(Self.language)).language.text == spoken)
    }

    @Test func `a person's language and zone go before those of the site`() throws {
        let german = try Self.german()
        let berlin = try Self.berlin()
        let address = try #require(MailAddress("desk@acme.example"))
        var settings = DeskSettings(
            siteName: "Acme", siteURL: "https://acme.example", ticketPrefix: "TT", senderName: nil,
            senderAddress: address, mailboxes: [])
        settings.language = german.language
        settings.vocabularies = { Vocabularies([german]) }
        settings.zoneRules = { $0 == "Europe/Berlin" ? berlin : nil }
        var person = Person(id: Person.ID(rawValue: 1), name: "Sam", role: .staff, address: address)
        #expect(settings.wording(for: person)(noon) == "18. November 2026, 11:06 Uhr UTC")
        person.language = .english
        person.timeZone = "Europe/Berlin"
        #expect(settings.wording(for: person)(noon) == "18 Nov 2026, 12:06 CET")
        person.timeZone = "Nowhere/Atall"
        #expect(settings.wording(for: person)(noon) == "18 Nov 2026, 11:06 UTC")
    }
}
