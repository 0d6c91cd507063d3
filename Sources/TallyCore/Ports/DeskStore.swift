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
    /// The mail that is due first and waits.
    func nextDue(at now: Timestamp) async throws(StoreFailure) -> OutgoingMail?
    /// When the next waiting mail becomes due.
    func nextDueTime() async throws(StoreFailure) -> Timestamp?
    /// Fixes the rendered bytes.
    ///
    /// They never change after.
    func keepBytes(_ bytes: [UInt8], of mail: OutgoingMail.ID) async throws(StoreFailure)
    func countReportFailure(of mail: OutgoingMail.ID, next: Timestamp) async throws(StoreFailure)
    /// Writes down where the delivery is.
    func keep(_ delivery: Delivery, of mail: OutgoingMail.ID, at now: Timestamp) async throws(StoreFailure)
    /// Makes mail that was being sent when the program ended wait again.
    func recoverInterrupted(at now: Timestamp) async throws(StoreFailure)
}
