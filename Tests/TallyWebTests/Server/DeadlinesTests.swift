import TestSupport
import Testing

@testable import TallyWeb

@Suite struct `Deadlines of connections` {
    private static let start = ContinuousClock.now

    @Test func `keys come when they are due and in that order`() {
        var deadlines = Deadlines<Int>()
        for key in [5, 3, 9, 1, 7] { deadlines.set(Self.start + .seconds(key), for: key) }
        deadlines.set(Self.start + .seconds(2), for: 9)
        deadlines.set(Self.start + .seconds(8), for: 1)
        deadlines.remove(3)
        deadlines.remove(4)
        #expect(deadlines.next == Self.start + .seconds(2))
        #expect(deadlines.takeDue(Self.start + .seconds(1)) == nil)
        var taken: [Int] = []
        while let key = deadlines.takeDue(Self.start + .seconds(100)) { taken.append(key) }
        #expect(taken == [9, 5, 7, 1])
        #expect(deadlines.next == nil)
    }

    @Test func `any history ends in the order of the last deadlines`() {
        var random = SeededGenerator(seed: 7)
        var deadlines = Deadlines<Int>()
        var model: [Int: Int] = [:]
        for _ in 0..<5_000 {
            let key = Int.random(in: 0..<200, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                deadlines.remove(key)
                model[key] = nil
            } else {
                // The key in the last place makes every moment different.
                let moment = Int.random(in: 0..<100_000, using: &random) * 1_000 + key
                deadlines.set(Self.start + .milliseconds(moment), for: key)
                model[key] = moment
            }
        }
        var taken: [Int] = []
        while let key = deadlines.takeDue(Self.start + .seconds(1_000_000)) { taken.append(key) }
        #expect(taken == model.keys.sorted { (model[$0] ?? 0) < (model[$1] ?? 0) })
    }
}
