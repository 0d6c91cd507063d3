/// How long to wait before the next attempt: 1 s, doubled each time, up to 5 minutes, each shortened at random.
///
/// The chance in it keeps many mailboxes from knocking at a server that has just come back all at the same moment.
struct Backoff: Hashable {
    /// Where time alone will not help, a server may count attempts and lock the account.
    private static let slownessForOperator = 15

    private let shortest: Duration
    private let longest: Duration
    private var attempts = 0
    private var state: UInt64

    /// - Parameter seed: of the pseudo-random numbers; equal seeds give equal pauses.
    init(seed: UInt64, shortest: Duration = .seconds(1), longest: Duration = .seconds(300)) {
        state = seed
        self.shortest = shortest
        self.longest = longest
    }

    /// Starts again from the shortest pause.
    mutating func reset() {
        attempts = 0
    }

    /// The next pause: between a half and the whole of what is due.
    mutating func next(needsOperator: Bool) -> Duration {
        let first = needsOperator ? shortest * Self.slownessForOperator : shortest
        let whole = min(longest, first * (1 << min(attempts, 10)))
        attempts += 1
        return whole / 2 + whole / 2 * Int(random() % 1_000) / 1_000
    }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
