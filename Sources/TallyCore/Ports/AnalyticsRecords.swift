/// The desk in numbers.
package protocol AnalyticsRecords {
    /// Counts and measures; a period with too many pieces has no series.
    func analytics(_ query: AnalyticsQuery, at now: Timestamp) throws(DeskError) -> Analytics
    /// At most `limit` tickets that were resolved in the period and are still, by the moment they were.
    func resolvedTickets(
        in period: CalendarPeriod, after cursor: TicketQuery.Cursor?, limit: Int
    ) throws(DeskError) -> [Ticket]

    /// Notes that the report of a period was sent; false when it was before.
    func noteReport(of period: CalendarPeriod, at now: Timestamp) throws(DeskError) -> Bool
    /// Whether any ticket was opened before a moment.
    func hasTickets(before moment: Timestamp) throws(DeskError) -> Bool
}
