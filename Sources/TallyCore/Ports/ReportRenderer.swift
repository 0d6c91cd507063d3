/// A report could not be made into a PDF.
package enum ReportFailure: Error, Hashable, Sendable {
    /// The report program ended badly, was killed by a limit, or took too long.
    case failed(reason: String)
    /// The report program is not where it should be; the operator has to act.
    case missing(program: String)
    /// Too many others wait for theirs. Nothing is wrong: asking again later helps.
    case busy
}

/// What makes a ticket's report into a PDF.
package protocol ReportRenderer: Sendable {
    /// The PDF of a report, given in the JSON form that `tally-report` reads.
    func pdf(of report: JSON) async throws(ReportFailure) -> [UInt8]
}
