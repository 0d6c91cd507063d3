/// How long an answer may take: an allowance, and a little more for every byte that has come.
///
/// A server that drips one byte a second is left as surely as a silent one, and a large message over a slow line
/// still has the time it needs.
struct Patience {
    /// Slower than this, in bytes per second, nobody is waited for.
    private static let slowestRate = 4_096

    private(set) var deadline: ContinuousClock.Instant

    init(_ allowance: Duration) {
        deadline = ContinuousClock.now + allowance
    }

    mutating func extend(forBytes count: Int) {
        deadline += .seconds(1) * count / Self.slowestRate
    }
}
