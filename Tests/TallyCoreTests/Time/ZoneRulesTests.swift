import MailParsing
import TallyCore
import TestSupport
import Testing

@Suite("RFC 8536, time zones") struct ZoneRulesTests {
    /// What another implementation says about a moment in a zone.
    struct Case: Sendable, CustomTestStringConvertible {
        let zone: String
        let moment: Timestamp
        let local: CivilTime
        let offset: Int
        let abbreviation: String
        var testDescription: String { "\(zone) \(moment)" }
    }

    static let cases: [Case] = {
        guard let bytes = try? testFile("zoneinfo/expected.txt") else {
            return []  // noticed by the test that counts them
        }
        return bytes.split(separator: UInt8(ascii: "\n")).map { line in
            let fields = line.split(separator: UInt8(ascii: "|")).map { String(decoding: $0, as: UTF8.self) }
            return Case(
                zone: fields[0], moment: Timestamp(unixSeconds: civil(fields[1]).unixSeconds),
                local: civil(fields[2]), offset: Int(fields[3]) ?? .min, abbreviation: fields[4])
        }
    }()

    private static func civil(_ text: String) -> CivilTime {
        let numbers = text.split { !$0.isNumber }.map { Int($0) ?? 0 }
        return CivilTime(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
            second: numbers[5])
    }

    static let zones: [String: ZoneRules] = {
        var zones: [String: ZoneRules] = [:]
        for name in Set(cases.map(\.zone)) {
            // A zone that cannot be read is missed by every case of it.
            zones[name] = (try? testFile("zoneinfo/" + name)).flatMap { try? ZoneRules(tzif: $0) }
        }
        return zones
    }()

    @Test func `all cases are there`() {
        #expect(Self.cases.count == 416)
        #expect(Self.zones.count == 8)
    }

    @Test(arguments: cases) func `a moment has its clock`(item: Case) throws {
        let zone = try #require(Self.zones[item.zone])
        #expect(zone.civilTime(at: item.moment) == item.local)
        #expect(zone.clock(at: item.moment).offset == item.offset)
        #expect(zone.clock(at: item.moment).abbreviation == item.abbreviation)
    }

    @Test(arguments: cases) func `a date and time has its moment`(item: Case) throws {
        let zone = try #require(Self.zones[item.zone])
        let moment = zone.moment(of: item.local)
        #expect(zone.civilTime(at: moment) == item.local)
        #expect(moment <= item.moment)
    }

    @Test(
        arguments: [
            ("Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
            ("Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"),
            ("New_York", "2090-11-05T01:30:00", "2090-11-05T05:30:00Z"),
            ("Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"),
        ] as [(String, String, String)])
    func `a time that is skipped or comes twice has one moment`(zone: String, local: String, moment: String)
        throws
    {
        let rules = try #require(Self.zones[zone])
        #expect(rules.moment(of: Self.civil(local)).description == moment)
    }

    @Test(
        arguments: [
            ("Berlin", "2026-03-01T00:00:00Z", "2026-03-29T01:00:00Z"),
            ("Berlin", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
            ("Berlin", "2090-10-29T01:00:00Z", "2091-03-25T01:00:00Z"),
            ("New_York", "2026-11-01T05:59:59Z", "2026-11-01T06:00:00Z"),
            ("Lord_Howe", "2026-09-01T00:00:00Z", "2026-10-03T15:30:00Z"),
            ("Kolkata", "2026-01-01T00:00:00Z", nil),
        ] as [(String, String, String?)])
    func `the next change of the clock is known`(zone: String, moment: String, change: String?) throws {
        let rules = try #require(Self.zones[zone])
        let moment = Timestamp(unixSeconds: Self.civil(moment).unixSeconds)
        #expect(rules.nextChange(after: moment)?.description == change)
        #expect(ZoneRules.utc.nextChange(after: moment) == nil)
    }

    @Test(
        arguments: [
            ("Berlin", 1_795_335_300, "22 Nov 2026, 09:15 CET"),
            ("Kolkata", 1_795_335_300, "22 Nov 2026, 13:45 IST"),
            ("Nuuk", 1_795_335_300, "22 Nov 2026, 06:15 UTC-02"), ("Berlin", 0, "1 Jan 1970, 01:00 CET"),
            ("New_York", 1_782_864_000, "30 Jun 2026, 20:00 EDT"),
        ] as [(String, Int64, String)])
    func `people read the time of their zone`(zone: String, seconds: Int64, text: String) throws {
        let rules = try #require(Self.zones[zone])
        #expect(Timestamp(unixSeconds: seconds).formatted(in: rules) == text)
    }

    @Test func `UTC needs no file`() {
        #expect(Timestamp(unixSeconds: 1_795_335_300).formatted(in: .utc) == "22 Nov 2026, 08:15 UTC")
        #expect(
            ZoneRules.utc.moment(of: CivilTime(year: 1970, month: 1, day: 1)) == Timestamp(unixSeconds: 0))
    }

    /// A zone with no transitions and this footer.
    private static func zone(footer: String, version: UInt8 = UInt8(ascii: "2")) -> [UInt8] {
        let reserved = [UInt8](repeating: 0, count: 15)
        let empty = Array("TZif".utf8) + [version] + reserved + [UInt8](repeating: 0, count: 24)
        let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        let data = [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
        return empty + Array("TZif".utf8) + [version] + reserved + counts + data + Array("\n\(footer)\n".utf8)
    }

    @Test(
        arguments: [
            ("", "2026-07-01T00:00:00", 3_600, "CET"), ("XST-2", "2026-07-01T00:00:00", 7_200, "XST"),
            ("<-0330>3:30:15", "2026-07-01T00:00:00", -12_615, "-0330"),
            ("AAA0BBB,J60,J61/0", "2024-03-01T02:00:00", 3_600, "BBB"),
            ("AAA0BBB,J60,J61/0", "2024-03-01T01:59:59", 0, "AAA"),
            ("AAA0BBB,59,60/0", "2024-02-29T02:00:00", 3_600, "BBB"),
            ("AAA0BBB,59,60/0", "2024-02-29T23:00:00", 0, "AAA"),
            ("AAA0BBB-2,M12.5.0,M1.1.6", "2026-12-27T02:00:00", 7_200, "BBB"),
            ("AAA0BBB-2,M12.5.0,M1.1.6", "2027-01-01T23:59:59", 7_200, "BBB"),
            ("AAA0BBB-2,M12.5.0,M1.1.6", "2027-01-02T00:00:00", 0, "AAA"),
            ("XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00", -14_400, "EDT"),
            ("AAA0BBB,M3.4.4/-2,M10.4.4/50", "2026-03-25T21:59:59", 0, "AAA"),
            ("AAA0BBB,M3.4.4/-2,M10.4.4/50", "2026-03-25T22:00:00", 3_600, "BBB"),
        ] as [(String, String, Int, String)])
    func `a rule says what comes after the table`(
        footer: String, moment: String, offset: Int, abbreviation: String
    ) throws {
        let rules = try ZoneRules(tzif: Self.zone(footer: footer))
        let clock = rules.clock(at: Timestamp(unixSeconds: Self.civil(moment).unixSeconds))
        #expect(clock.offset == offset)
        #expect(clock.abbreviation == abbreviation)
    }

    @Test(arguments: [
        "A-1", "CET", "CET25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J1", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0,", "<CET-1", "CET-1:60", "<a>1", "CET-1CEST,M3.5.0,M10.5.0/",
    ])
    func `what is no rule is refused`(footer: String) {
        #expect(throws: ZoneFileError.invalid(field: "footer")) {
            try ZoneRules(tzif: Self.zone(footer: footer))
        }
    }

    @Test func `what is no zone is refused`() throws {
        #expect(throws: ZoneFileError.notZoneFile) { try ZoneRules(tzif: []) }
        #expect(throws: ZoneFileError.notZoneFile) { try ZoneRules(tzif: Array("TZ".utf8)) }
        #expect(throws: ZoneFileError.unsupportedVersion) {
            try ZoneRules(tzif: Self.zone(footer: "", version: 0))
        }
        let berlin = try testFile("zoneinfo/Berlin")
        for end in berlin.indices {
            #expect(throws: ZoneFileError.self) { try ZoneRules(tzif: Array(berlin[..<end])) }
        }
    }

    @Test func `a damaged zone is refused or read, never worse`() throws {
        let berlin = try testFile("zoneinfo/Berlin")
        var random = SeededGenerator(seed: 3)
        var refused = 0
        for _ in 0..<1_000 {
            var bytes = berlin
            for _ in 0..<3 {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
                    in: .min ... .max, using: &random)
            }
            do {
                let rules = try ZoneRules(tzif: bytes)
                _ = rules.civilTime(at: Timestamp(unixSeconds: 1_795_335_300))
                _ = rules.moment(of: CivilTime(year: 2060, month: 7, day: 1))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test(
        arguments: [
            ("UTC", true), ("Europe/Berlin", true), ("America/Argentina/Buenos_Aires", true),
            ("Etc/GMT+3", true),
            ("", false), ("/etc/passwd", false), ("../x", false), ("Europe/", false),
            ("Europe//Berlin", false),
            ("Europe/Ber lin", false), ("a.b", false), (String(repeating: "a", count: 65), false),
        ] as [(String, Bool)])
    func `a zone name is no way out of its folder`(name: String, isName: Bool) {
        #expect(ZoneRules.isZoneName(name) == isName)
    }
}
