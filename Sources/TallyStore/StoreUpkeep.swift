package import TallyCore

/// What keeps a busy database quick, done while nobody writes: merging the full text, emptying the log.
///
/// Neither changes a record, and nothing depends on it: a store that is never tidied does the same, later and
/// within commits.
package actor StoreUpkeep {
    /// A store that is written to all the time is tidied in every so many rounds nevertheless.
    private static let mostBusyRounds = 30

    private let store: SQLiteStore
    private var seen: Int?
    private var tidied: Int?
    private var busyRounds = 0

    package init(_ store: SQLiteStore) { self.store = store }

    /// Looks whether there is something to do, and does it when nothing was written since the round before.
    ///
    /// Called about once a second.
    package func round() async throws(StoreFailure) {
        let writes = store.writes
        let isIdle = writes == seen
        seen = writes
        guard writes != tidied else { return }
        busyRounds += 1
        guard isIdle || busyRounds >= Self.mostBusyRounds else { return }
        busyRounds = 0
        // A step at a time: whoever wants to write meanwhile comes before the next one.
        var isMore = true
        while isMore, store.writes == writes || !isIdle { isMore = try await store.mergeSearchIndex() }
        try await store.checkpoint()
        if store.writes == writes { tidied = writes }
    }
}
