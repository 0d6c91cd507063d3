internal import TallyCore
internal import TallyStore

/// Removes what the configuration says is not kept any longer, and files that nobody names.
///
/// In small transactions with pauses between them, so that nobody waits; all folders are seen in some four hours.
struct StorePurging: Duty {
    let name = "retention"
    let store: SQLiteStore
    let retention: Retention
    let log: Logger

    func run() async throws {
        var folder = 0
        while !Task.isCancelled {
            do throws(DeskError) {
                let now = SystemClock.now()
                try await purgeRows(at: now)
                let removed = try await store.purgeContent(folder: folder, at: now)
                if removed > 0 { log.info("store.orphans_removed", ["files": removed]) }
                folder = (folder + 1) % SQLiteStore.contentFolders
            } catch {
                // What is left is as old tomorrow.
                log.warning("store.purge_failed", message: "\(error)")
            }
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                return
            }
        }
    }

    private func purgeRows(at now: Timestamp) async throws(DeskError) {
        var total = 0
        var last = Int.max
        while last > 0, !Task.isCancelled {
            last = try await store.purge(retention, at: now).total
            total += last
            // Others come in between; this ends early when the daemon does.
            try? await Task.sleep(for: .milliseconds(50))
        }
        if total > 0 { log.info("store.purged", ["rows": total]) }
    }
}
