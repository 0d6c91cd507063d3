import TallyCore
import Testing

@Suite("What happened to a ticket, in the language of the reader") struct TimelineLanguageTests {
    private static func entry(
        _ kind: TimelineEntry.Kind, from: String? = nil, to: String? = nil
    ) -> TimelineEntry {
        TimelineEntry(
            at: Timestamp(unixSeconds: 1_795_000_000), actor: nil, kind: kind, from: from, to: to,
            source: .mail)
    }

    @Test(arguments: TimelineEntry.Kind.allCases)
    func `every kind of entry has a German sentence of its own`(kind: TimelineEntry.Kind) throws {
        let german = try RefusalLanguageTests.german()
        for (from, to) in [(nil, nil), ("TT-1", nil), (nil, "TT-2"), ("TT-1", "TT-2")] as [(String?, String?)]
        {
            let entry = Self.entry(kind, from: from, to: to)
            #expect(german.deed(of: entry) != Wording().deed(of: entry))
            #expect(!german.deed(of: entry).contains("{"))
        }
    }

    @Test(
        arguments: [
            (entry(.claimed), "hat das Ticket übernommen"),
            (entry(.assigned, to: "Tina"), "hat das Ticket Tina zugewiesen"),
            (entry(.status, to: "in_progress"), "hat den Status auf „in Bearbeitung“ gesetzt"),
            (entry(.priority, from: "low", to: "critical"), "hat die Priorität auf „kritisch“ gesetzt"),
            (entry(.category, from: "vpn"), "hat die Kategorie entfernt"),
            (
                entry(.due, to: "2026-12-24T16:00:00Z"),
                "hat die Frist auf den 24. Dezember 2026, 16:00 Uhr UTC gesetzt"
            ),
            (entry(.comment, to: "internal"), "hat eine interne Notiz geschrieben"),
            (
                entry(.serviceLevelBreached, to: "first_response"),
                "hat vermerkt, dass die erste Antwort überfällig ist"
            ),
            (entry(.undone), "hat zurückgenommen, was eine Mail bewirkt hatte"),
        ] as [(TimelineEntry, String)])
    func `German entries read as people speak`(entry: TimelineEntry, deed: String) throws {
        #expect(try RefusalLanguageTests.german().deed(of: entry) == deed)
    }
}
