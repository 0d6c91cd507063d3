internal import TallyCore

/// How far the review of a processed folder is: what was looked at, and what the server would not hand over.
///
/// It outlives connections, so that a message on which the server drops one costs no more than itself.
struct ReviewRecord: Hashable {
    private(set) var folder: MailboxFolder?
    private var reviewed: Set<UID> = []
    var unfetched = FetchRecord()

    /// Begins anew when it is another folder, or the same under new numbers.
    mutating func begin(_ folder: MailboxFolder) {
        guard folder != self.folder else { return }
        self = ReviewRecord()
        self.folder = folder
    }

    /// Which of these are still to be looked at, and may be now.
    func due(of uids: [UID], at now: Timestamp) -> [UID] {
        uids.filter { !reviewed.contains($0) && !unfetched.isResting($0, at: now) }
    }

    mutating func note(_ uids: Set<UID>) {
        reviewed.formUnion(uids)
        for uid in uids { unfetched.forget(uid) }
    }

    /// Whether nothing is left that the server would not hand over; what it lists no more is forgotten.
    mutating func isComplete(listed: Set<UID>) -> Bool {
        unfetched.keepOnly { listed.contains($0) }
        return !listed.contains { unfetched.isSuspect($0) }
    }
}
