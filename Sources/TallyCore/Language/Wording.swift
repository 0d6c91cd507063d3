internal import MailParsing

/// How one reader is written to: in a language, and by the clocks of a time zone.
package struct Wording: Sendable {
    private let vocabulary: Vocabulary
    package let zone: ZoneRules

    package init(_ vocabulary: Vocabulary = .english, zone: ZoneRules = .utc) {
        self.vocabulary = vocabulary
        self.zone = zone
    }

    /// The language the words are in.
    package var language: LanguageTag { vocabulary.language }

    /// The phrase with the values in their places.
    package func callAsFunction(
        _ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        filled(phrase.rawValue, with: values)
    }

    /// What is said of a refusal, with the values in their places.
    package func callAsFunction(
        _ phrase: RefusalPhrase, _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        filled(phrase.rawValue, with: values)
    }

    /// What stands in a report, with the values in their places.
    package func callAsFunction(
        _ phrase: ReportPhrase, _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        filled(phrase.rawValue, with: values)
    }

    /// What a page says, with the values in their places.
    package func callAsFunction(
        _ phrase: PagePhrase, _ values: KeyValuePairs<String, String> = [:]
    ) -> String {
        filled(phrase.rawValue, with: values)
    }

    /// Why something is refused, as the rest of a sentence.
    package func callAsFunction(_ reason: RefusalReason) -> String {
        PhrasePattern(vocabulary[text: reason.text]).filled { reason.values[$0] }
    }

    /// The text in this language when it is a phrase, else the text itself.
    package func callAsFunction(text: String) -> String { vocabulary[text: text] }

    private func filled(_ text: String, with values: KeyValuePairs<String, String>) -> String {
        let pattern = vocabulary[text: text]
        guard !values.isEmpty else { return pattern }
        return PhrasePattern(pattern).filled { name in values.first { $0.key == name }?.value }
    }

    /// The phrases that the report program needs beside what a report says.
    package var ofReports: Vocabulary {
        vocabulary.part(ReportPhrase.allCases.map(\.rawValue) + [Phrase.decimalPoint.rawValue])
    }

    // MARK: Time

    /// A moment with the zone of its clock: `22 Nov 2026, 09:15 CET`.
    package func callAsFunction(_ moment: Timestamp) -> String {
        let time = zone.civilTime(at: moment)
        let abbreviation = zone.clock(at: moment).abbreviation
        // Where people have no letters for their clock, the database has its offset.
        let isNumber = abbreviation.utf8.first.map { "+-".utf8.contains($0) } ?? false
        return self(
            .moment,
            [
                "day": "\(time.day)", "month": self(Self.months[time.month - 1]), "year": "\(time.year)",
                "time": "\(time.hour.padded(2)):\(time.minute.padded(2))",
                "zone": isNumber ? "UTC" + abbreviation : vocabulary.clock(abbreviation),
            ])
    }

    /// A day: `22 Nov 2026`.
    package func callAsFunction(_ day: CalendarDay) -> String {
        let date = day.civil
        return self(
            .day,
            [
                "day": "\(date.day)", "month": self(Self.months[date.month - 1]), "year": "\(date.year)",
            ])
    }

    private static let months: [Phrase] = [
        .january, .february, .march, .april, .may, .june, .july, .august, .september, .october, .november,
        .december,
    ]

    /// A duration in its two largest units: `2 d 3 h`; a dash for none.
    package func callAsFunction(_ duration: Duration?) -> String {
        guard let duration else { return "–" }
        let minutes = duration.milliseconds / 60_000
        guard minutes > 0 else { return self(.underOneMinute) }
        let units = [
            (Phrase.days, minutes / 1_440), (.hours, minutes / 60 % 24), (.minutes, minutes % 60),
        ].drop { $0.1 == 0 }.prefix(2)
        return units.filter { $0.1 > 0 }.map { self($0.0, ["count": "\($0.1)"]) }.joined(separator: " ")
    }

    // MARK: Sizes

    /// A large number of octets, as limits of mail systems are given: `38.1 MB`.
    package func megabytes(_ octets: Int) -> String {
        let tenths = (octets + 52_428) / 104_857
        return "\(tenths / 10)\(self(.decimalPoint))\(tenths % 10) MB"
    }

    /// A number of octets as people read it: `310 kB`, `1.4 MB`.
    package func size(_ octets: Int) -> String {
        switch octets {
        case ..<1_000: "\(octets) B"
        case ..<1_000_000: "\(octets / 1_000) kB"
        default: "\(octets / 1_000_000)\(self(.decimalPoint))\(octets / 100_000 % 10) MB"
        }
    }
}

/// A phrase cut at its places.
struct PhrasePattern {
    private enum Piece {
        case text(Substring)
        case place(Substring)
    }

    private var pieces: [Piece] = []

    init(_ pattern: String) {
        var rest = pattern[...]
        while let start = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: "}"))
        {
            pieces.append(.text(rest[..<start]))
            pieces.append(.place(rest[rest.utf8.index(after: start)..<end]))
            rest = rest[rest.utf8.index(after: end)...]
        }
        pieces.append(.text(rest))
    }

    /// The names between braces.
    var places: Set<String> {
        Set(
            pieces.compactMap { piece in
                guard case .place(let name) = piece else { return nil }
                return String(name)
            })
    }

    /// A place without a value stays as it is.
    func filled(with value: (String) -> String?) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): String(text)
            case .place(let name): value(String(name)) ?? "{\(name)}"
            }
        }.joined()
    }
}
