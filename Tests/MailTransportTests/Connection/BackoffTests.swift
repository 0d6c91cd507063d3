import Testing

@testable import MailTransport

@Suite("Pauses between attempts") struct BackoffTests {
    @Test func `pauses double from one second to five minutes, and are shortened by half at most`() {
        var backoff = Backoff(seed: 7)
        for whole in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300] {
            let pause = backoff.next(needsOperator: false)
            #expect(pause >= .milliseconds(500) * whole && pause <= .seconds(1) * whole)
        }
    }

    @Test func `where the operator is needed the first pauses are longer`() {
        var backoff = Backoff(seed: 7)
        #expect(backoff.next(needsOperator: true) >= .milliseconds(7_500))
        for _ in 0..<20 { #expect(backoff.next(needsOperator: true) <= .seconds(300)) }
    }

    @Test func `success starts again from the beginning`() {
        var backoff = Backoff(seed: 7)
        for _ in 0..<9 { _ = backoff.next(needsOperator: false) }
        backoff.reset()
        #expect(backoff.next(needsOperator: false) <= .seconds(1))
    }

    @Test func `equal seeds pause alike and others do not`() {
        func pauses(_ seed: UInt64) -> [Duration] {
            var backoff = Backoff(seed: seed)
            return (0..<5).map { _ in backoff.next(needsOperator: false) }
        }
        #expect(pauses(1) == pauses(1))
        #expect(pauses(1) != pauses(2))
    }
}
