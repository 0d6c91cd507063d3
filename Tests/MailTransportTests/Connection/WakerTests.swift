import Testing

@testable import MailTransport

@Suite("Waking a thread that waits", .timeLimit(.minutes(10))) struct WakerTests {
    private let farAway = ContinuousClock.now + .seconds(3_600)

    @Test func `a raised waker ends this wait and the next, until it is lowered`() {
        let waker = Waker()
        waker.raise()
        waker.raise()
        #expect(waker.wait(for: nil, events: 0, until: farAway) == .woken)
        #expect(waker.wait(for: nil, events: 0, until: farAway) == .woken)
        waker.lower()
        #expect(waker.wait(for: nil, events: 0, until: .now) == .timedOut)
        waker.raise()
        #expect(waker.wait(for: nil, events: 0, until: farAway) == .woken)
    }

    @Test func `another thread is woken`() async throws {
        let waker = Waker()
        let thread = ProbeThread(name: "waker-test")
        let wait = Task {
            try await thread.run { _ throws(TransportFailure) in
                waker.wait(for: nil, events: 0, until: .now + .seconds(3_600))
            }
        }
        waker.raise()
        #expect(try await wait.value == .woken)
    }

    @Test func `a wait that must not be interrupted is not`() {
        let waker = Waker()
        waker.raise()
        #expect(waker.wait(for: nil, events: 0, until: .now, isInterruptible: false) == .timedOut)
    }
}
