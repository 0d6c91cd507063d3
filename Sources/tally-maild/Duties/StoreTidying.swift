internal import TallyCore
internal import TallyStore

/// Keeps the database quick: a round of its upkeep each second, which does something when nobody writes.
struct StoreTidying: Duty {
    let name = "store upkeep"
    let store: SQLiteStore
    let log: Logger

    func run() async throws {
        let upkeep = StoreUpkeep(store)
        while !Task.isCancelled {
            do throws(StoreFailure) {
                try await upkeep.round()
            } catch {
                // Nothing depends on it; the next round tries again.
                log.warning("store.upkeep_failed", message: error.description)
            }
            do {
                try await Task.sleep(for: .seconds(1))
            } catch {
                return
            }
        }
    }
}
