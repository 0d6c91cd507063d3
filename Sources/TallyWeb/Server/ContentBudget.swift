internal import Synchronization

/// The octets of requests' content that all connections of a server hold in one way, and how many they may.
final class ContentBudget: Sendable {
    private let limit: Int
    private let held = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts more or fewer; false when it is too much now.
    func change(by amount: Int) -> Bool {
        amount == 0 || held.wrappingAdd(amount, ordering: .relaxed).newValue <= limit
    }
}
