internal import Synchronization

/// A metric that only grows.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// Counts one more, or so many.
    package func increment(by amount: Int = 1) {
        precondition(amount >= 0, "a counter does not go back")
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: Int { count.load(ordering: .relaxed) }
}
