/// Work that the event loop hands to tasks of the server's task group.
struct WorkQueue: Sendable {
    typealias Work = @Sendable () async -> Void

    private let continuation: AsyncStream<Work>.Continuation

    /// The queue and the stream of what is put in.
    ///
    /// The connections bound it: each has at most one request and one delivery of messages under way.
    static func make() -> (WorkQueue, AsyncStream<Work>) {
        let (stream, continuation) = AsyncStream.makeStream(of: Work.self, bufferingPolicy: .unbounded)
        return (WorkQueue(continuation: continuation), stream)
    }

    func add(_ work: @escaping Work) {
        continuation.yield(work)
    }

    /// Ends the stream behind what was put in.
    func finish() {
        continuation.finish()
    }
}
