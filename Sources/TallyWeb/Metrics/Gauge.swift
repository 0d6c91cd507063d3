internal import Synchronization

/// A metric that goes up and down.
package final class Gauge: Sendable {
    private let bits = Atomic<UInt64>(0)

    package var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    /// Sets the number.
    package func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
}
