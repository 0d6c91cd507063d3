internal import Synchronization

/// A metric that counts values by size.
package final class Histogram: Sendable {
    private struct State: Sendable {
        var counts: [Int]
        var sum = 0.0
    }

    /// Bounds for durations in seconds, from a millisecond to half a minute.
    package static let durations = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "bounds ascend")
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// Counts a value.
    package func observe(_ value: Double) {
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    /// Counts a duration, in seconds.
    package func observe(_ duration: Duration) {
        observe(duration / .seconds(1))
    }

    /// How many values were at most as large as each bound, and as infinity; and their sum.
    func snapshot() -> (cumulative: [Int], sum: Double) {
        let state = state.withLock { $0 }
        var total = 0
        let cumulative = state.counts.map { count in
            total += count
            return total
        }
        return (cumulative, state.sum)
    }
}
