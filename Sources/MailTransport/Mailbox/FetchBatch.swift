internal import TallyCore

/// Messages that are fetched by one command.
///
/// Batches bring two to three times the throughput of single fetches and hardly more from ten messages up; the bound
/// in bytes keeps memory small.
struct FetchBatch: Hashable {
    static let mostMessages = 32
    static let mostBytes = 4 << 20
    /// Of a message that is too large; longer header blocks are cut.
    static let mostHeaderBytes = 256 << 10

    let uids: [UID]
    /// Of messages over the limit only the header block is fetched, one at a time.
    let isHeaderOnly: Bool

    var command: IMAPCommand {
        if isHeaderOnly, let uid = uids.first { return .fetchHeader(uid, atMost: Self.mostHeaderBytes) }
        return .fetchMessages(UIDSet(uids))
    }

    /// The same messages, one by one.
    var singles: [FetchBatch] {
        uids.map { FetchBatch(uids: [$0], isHeaderOnly: isHeaderOnly) }
    }

    /// Cuts a list of messages into batches, in order.
    ///
    /// - Parameters:
    ///   - limit: the size in bytes from which on a message is too large.
    ///   - isAlone: whether a message must be fetched by a command of its own.
    static func plan(
        _ listed: [FolderSession.Listed], limit: Int, isAlone: (UID) -> Bool
    ) -> [FetchBatch] {
        var batches: [FetchBatch] = []
        var pending: [UID] = []
        var bytes = 0
        func flush() {
            if !pending.isEmpty { batches.append(FetchBatch(uids: pending, isHeaderOnly: false)) }
            pending = []
            bytes = 0
        }
        for message in listed {
            if message.size > limit || isAlone(message.uid) {
                flush()
                batches.append(FetchBatch(uids: [message.uid], isHeaderOnly: message.size > limit))
                continue
            }
            if pending.count == mostMessages || bytes + message.size > mostBytes { flush() }
            pending.append(message.uid)
            bytes += message.size
        }
        flush()
        return batches
    }
}
