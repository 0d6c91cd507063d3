import TallyCore
import Testing

@Suite("What is refused, in the language of whoever asked") struct RefusalLanguageTests {
    static func german() throws -> Wording {
        let language = try #require(LanguageTag("de"))
        return Wording(try #require(try MailTemplates.set().vocabularies[language]))
    }

    private static let tina = Person(
        id: Person.ID(rawValue: 7), name: "Tina", role: .staff,
        address: TestDesk.Known.address("tina@acme.example"))
    private static let ticket = Ticket.ID(rawValue: 12)

    /// One of each, and of each that depends on what it is about.
    static var refusals: [Refusal] {
        var list: [Refusal] = [
            .notFound, .alreadyClaimed(by: tina, at: Timestamp(unixSeconds: 1_795_000_000)),
            .workloadLimitReached(limit: 1, held: [ticket]), .merged(ticket, into: Ticket.ID(rawValue: 3)),
            .notMerged(ticket), .stale(current: 4), .lastAdmin,
            .conflict(RefusalReason(.nobodyIsInvited)),
            .conflict(RefusalReason(.hasPassword, ["name": "Tina"])),
            .conflict(RefusalReason(.isBeingSent, ["number": "3"])),
            .conflict(RefusalReason(.wasSent, ["number": "3"])),
        ]
        for verb in Verb.allCases {
            list.append(.forbidden(verb))
            list += TicketStatus.allCases.map { .notPossible(verb, in: $0) }
        }
        for kind in DeskObject.Kind.allCases {
            list += [.missing(kind), .outdated(kind, current: 2), .forbidden(.see, kind)]
            list += [.forbidden(.list, kind), .forbidden(.create, kind)]
            for noun in Use.Noun.allCases {
                list += [.inUse(kind, uses: [Use(1, noun)]), .inUse(kind, uses: [Use(5, noun)])]
            }
        }
        list.append(.inUse(.team, uses: [Use(1, .members), Use(3, .tickets)]))
        return list
    }

    @Test func `every refusal has a German sentence of its own`() throws {
        let german = try Self.german()
        for refusal in Self.refusals {
            let said = refusal.sentence(settings: TestDesk.settings)
            let translated = refusal.sentence(settings: TestDesk.settings, german)
            #expect(translated != said, "\(refusal)")
            #expect(!translated.contains("{"), "\(refusal): \(translated)")
        }
    }

    @Test func `every reason has German words of its own, with the same places`() throws {
        let german = try Self.german()
        // What is nothing but places may be the same.
        for phrase in RefusalPhrase.allCases where phrase != .fieldIs {
            let translated = german(RefusalReason(phrase))
            #expect(translated != phrase.rawValue)
            let places = { (text: String) in Set(text.matches(of: #/\{\w+\}/#).map { String($0.output) }) }
            #expect(places(translated) == places(phrase.rawValue), "\(translated)")
        }
    }

    @Test(
        arguments: [
            (.missing(.team), "Dieses Team gibt es nicht."),
            (.forbidden(.claim), "Das dürfen Sie nicht: dieses Ticket übernehmen."),
            (.forbidden(.list, .person), "Das dürfen Sie nicht: Personen auflisten."),
            (
                .notPossible(.putOnHold, in: .closed),
                "Ein Ticket, das geschlossen ist, kann nicht zurückgestellt werden."
            ),
            (
                .outdated(.project, current: 3),
                "Jemand hat das Projekt inzwischen geändert (jetzt Version 3). "
                    + "Sehen Sie es sich noch einmal an, und wiederholen Sie dann Ihre Änderung."
            ),
            (
                .inUse(.team, uses: [Use(1, .members), Use(3, .tickets)]),
                "In diesem Team gibt es noch 1 Mitglied und 3 Tickets."
            ),
            (
                .invalid(
                    field: "assignee", problem: RefusalReason(.holdsEnough, ["held": "3", "limit": "3"])),
                "Die zuständige Person hat schon 3 von 3 möglichen offenen Tickets."
            ),
            (
                .invalid(field: "project", problem: "is completed"),
                "Das Projekt ist abgeschlossen."
            ),
        ] as [(Refusal, String)])
    func `German refusals read as people speak`(refusal: Refusal, sentence: String) throws {
        #expect(refusal.sentence(settings: TestDesk.settings, try Self.german()) == sentence)
    }

    @Test func `a reason that no language knows is said as it is`() throws {
        let refusal = Refusal.invalid(field: "email", problem: RefusalReason(english: "is {odd}"))
        #expect(refusal.sentence(settings: TestDesk.settings, try Self.german()) == "email is {odd}.")
    }
}
