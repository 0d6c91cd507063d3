import TallyCore
import Testing

@Suite("Due dates")
struct DueDateTests {
    /// It is Saturday in Berlin already, and the clocks go back on Sunday.
    private static let now = "2026-10-24 00:30"

    @Test(arguments: [
        ("2026-12-24", "2026-12-24T22:59:59"), ("2026-07-01", "2026-07-01T21:59:59"),
        ("2026-12-24 17:00", "2026-12-24T16:00:00"), ("24.12.2026", "2026-12-24T22:59:59"),
        ("today", "2026-10-24T21:59:59"), ("tomorrow", "2026-10-25T22:59:59"),
        ("in 3 days", "2026-10-27T22:59:59"), ("in 10 weeks", "2027-01-02T22:59:59"),
        ("saturday", "2026-10-31T22:59:59"), ("sunday", "2026-10-25T22:59:59"),
        ("friday", "2026-10-30T22:59:59"), ("2027-03-28 02:30", "2027-03-28T01:30:00"),
    ])
    func `a date ends with its day, on the clocks of the site`(text: String, moment: String) throws {
        let zone = try TestZones.zone("Berlin")
        let now = TestZones.moment(Self.now, in: zone)
        let date = try #require(DueDate(text))
        #expect(date.moment(now: now, in: zone).description.prefix(19) == moment)
    }

    @Test(arguments: [
        "", "12/24/2026", "2026-02-29", "2026-13-01", "2026-12-24 25:00", "someday", "in 0 days",
    ])
    func `what may be read in two ways, or in none, is no date`(text: String) {
        #expect(DueDate(text) == nil)
    }
}
