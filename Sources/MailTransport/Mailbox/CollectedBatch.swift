internal import TallyCore

/// What a server handed over of a batch of messages, what it did not, and how it broke off.
struct CollectedBatch {
    let messages: [FetchedMessage]
    let received: Set<UID>
    let missing: [UID]
    /// Nil when the server answered to the end, be it with no.
    let failure: TransportFailure?

    /// Fetches a batch; what came before the connection was lost is kept.
    init(_ batch: FetchBatch, from session: inout FolderSession) {
        var messages: [FetchedMessage] = []
        var failure: TransportFailure?
        do throws(TransportFailure) {
            _ = try session.fetch(batch) { messages.append($0) }
        } catch {
            failure = error
        }
        let received = Set(messages.map(\.uid))
        self.messages = messages
        self.received = received
        self.failure = failure
        missing = batch.uids.filter { !received.contains($0) }
    }
}

extension FetchRecord {
    /// Notes what was lost with the connection; nothing when we ended it ourselves.
    mutating func note(_ collected: CollectedBatch, at now: Timestamp) {
        guard let failure = collected.failure, failure.cause != .stopped else { return }
        noteLoss(of: collected.missing, at: now)
    }
}

extension FolderSession {
    /// Divides messages into batches by what the server says of their sizes; each alone when it does not say.
    mutating func batches(
        of uids: [UID], limit: Int, isAlone: (UID) -> Bool
    ) throws(TransportFailure) -> [FetchBatch] {
        try sizes(of: uids).map { FetchBatch.plan($0, limit: limit, isAlone: isAlone) }
            ?? FetchBatch(uids: uids, isHeaderOnly: false).singles
    }
}
