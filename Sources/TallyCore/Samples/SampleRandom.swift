/// Numbers that look random and are the same for the same seed (SplitMix64).
package struct SampleRandom: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// The next of all 64-bit numbers.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to but not including 1.
    package mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// True as often as `probability` says.
    package mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    /// One of them, each as likely as the others.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// One of the choices, each as often as its share of the sum of the shares.
    package mutating func pick<Choice>(shares: [(Choice, Int)]) -> Choice {
        var place = Int(next() % UInt64(shares.reduce(0) { $0 + $1.1 }))
        for (choice, share) in shares {
            if place < share { return choice }
            place -= share
        }
        return shares[0].0
    }

    /// Mostly small, now and then large: what waiting and working times look like.
    package mutating func longTailed(around typical: Duration) -> Duration {
        let factor = 0.15 + 0.85 * fraction() + (chance(0.2) ? 4 * fraction() * fraction() : 0)
        return .milliseconds(Int64(Double(typical.milliseconds) * factor))
    }
}
