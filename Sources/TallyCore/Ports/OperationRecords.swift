/// Mail in both directions as an operator looks after it.
package protocol OperationRecords {
    /// Outgoing mail, newest first.
    ///
    /// - Parameters:
    ///   - states: which; all when empty.
    ///   - last: the number the page before ended with.
    func outbox(
        _ states: Set<OutboxEntry.State>, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<OutboxEntry>
    func outboxEntry(_ id: OutgoingMail.ID) throws(DeskError) -> OutboxEntry?
    /// Makes a mail due at once.
    func retry(_ mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError)
    /// Gives a mail up.
    func giveUp(_ mail: OutgoingMail.ID, reason: String, at now: Timestamp) throws(DeskError)

    /// What was done to any ticket, newest first.
    func audit(after last: Int64?, limit: Int) throws(DeskError) -> Page<AuditEntry>

    /// Mail that was put aside, newest first.
    func quarantine(after last: Int64?, limit: Int) throws(DeskError) -> Page<QuarantinedMail>
    func quarantined(_ id: StagedMail.ID) throws(DeskError) -> QuarantinedMail?
    /// The octets of a staged mail as they were fetched; nil when their file is gone.
    func rawContent(of mail: StagedMail.ID) throws(DeskError) -> [UInt8]?
    /// The path of the file with those octets; nil when it is gone.
    func rawFile(of mail: StagedMail.ID) throws(DeskError) -> String?
    /// Lets a mail that was put aside be processed again, from its first attempt.
    func release(_ mail: StagedMail.ID) throws(DeskError)
    /// Ends a mail that was put aside.
    func drop(_ mail: StagedMail.ID, reason: String, at now: Timestamp) throws(DeskError)
}
