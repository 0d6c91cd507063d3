/// The desk in numbers.
package protocol AnalyticsRecords {
    /// Counts and measures; a period with too many pieces has no series.
    func analytics(_ query: AnalyticsQuery, at now: Timestamp) throws(DeskError) -> Analytics
    /// The desk at a glance, of the tickets that the viewer may see: all counts are those of their lists.
    ///
    /// - Parameters:
    ///   - days: the pieces of the series, in order and without gaps.
    ///   - activities: at most so many.
    func dashboard(
        for viewer: Person, days: [CalendarPeriod.Piece], activities: Int
    ) throws(DeskError) -> Dashboard
    /// At most `limit` tickets that were resolved in the period and are still, by the moment they were.
    func resolvedTickets(
        in period: CalendarPeriod, after cursor: TicketQuery.Cursor?, limit: Int
    ) throws(DeskError) -> [Ticket]

    /// Notes that the report of a period was sent; false when it was before.
    func noteReport(of period: CalendarPeriod, at now: Timestamp) throws(DeskError) -> Bool
    /// Whether any ticket was opened before a moment.
    func hasTickets(before moment: Timestamp) throws(DeskError) -> Bool
}
