import Synchronization

/// Holds tasks until it is opened, and tells when one has come.
final class Gate: Sendable {
    private let arrivals: AsyncStream<Void>
    private let noteArrival: AsyncStream<Void>.Continuation
    private let openings: AsyncStream<Void>
    private let noteOpening: AsyncStream<Void>.Continuation

    init() {
        (arrivals, noteArrival) = AsyncStream.makeStream()
        (openings, noteOpening) = AsyncStream.makeStream()
    }

    /// Waits until the gate is opened for one more.
    func pass() async {
        noteArrival.yield()
        for await _ in openings { return }
    }

    /// Waits until somebody stands before the gate.
    func arrival() async {
        for await _ in arrivals { return }
    }

    /// Lets one pass.
    func open() { noteOpening.yield() }
}
