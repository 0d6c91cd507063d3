internal import Synchronization

/// How often what an application tells of has changed.
package final class ChangeCount: Sendable {
    private let count = Atomic<Int>(0)

    package init() {}

    var value: Int { count.load(ordering: .acquiring) }

    /// Counts one more, before whoever made the change hears that it is made: they find it when they ask.
    package func increment() { count.wrappingAdd(1, ordering: .releasing) }
}
