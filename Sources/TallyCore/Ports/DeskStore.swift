/// Where the desk's records live.
package protocol DeskStore: Sendable {
    /// Runs `body` in one transaction and makes what it wrote durable; takes everything back when it throws.
    func write<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result

    /// Runs `body` on one consistent state of the records.
    ///
    /// Writing in it is an error of the programmer.
    func read<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result
}

/// Staged mail, for whoever processes it.
package protocol IntakeQueue: Sendable {
    /// The oldest staged mail that waits, with the attempt counted durably before it is returned.
    func beginNextIntake() async throws(StoreFailure) -> StagedMail?
    func quarantine(_ mail: StagedMail.ID, reason: String, at now: Timestamp) async throws(StoreFailure)
}

/// Outgoing mail, for whoever sends it.
package protocol OutboxQueue: Sendable {
    /// The mail that is due first and waits, of those to nobody in `busy`.
    func nextDue(
        at now: Timestamp, besides busy: Set<String>
    ) async throws(StoreFailure) -> OutgoingMail?
    /// When the next waiting mail to anybody who is not in `busy` becomes due.
    func nextDueTime(besides busy: Set<String>) async throws(StoreFailure) -> Timestamp?
    /// Writes down that an attempt begins, and fixes the rendered bytes; they never change after.
    ///
    /// Returns false when the mail no longer is as `mail` says: somebody else sends it, or dropped it.
    func begin(
        _ mail: OutgoingMail, bytes: [UInt8]
    ) async throws(StoreFailure) -> Bool
    func countReportFailure(of mail: OutgoingMail.ID, next: Timestamp) async throws(StoreFailure)
    /// Writes down where the delivery is after an attempt.
    func keep(_ delivery: Delivery, of mail: OutgoingMail.ID, at now: Timestamp) async throws(StoreFailure)
    /// Makes mail that was being sent when the program ended wait again.
    func recoverInterrupted(at now: Timestamp) async throws(StoreFailure)
}
