internal import TallyCore

/// A thread for one blocking try-out.
actor ProbeThread {
    private nonisolated let executor: ThreadExecutor
    private nonisolated let waker = Waker()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(name: String) {
        executor = ThreadExecutor(name: name)
    }

    /// Runs the body on the thread; cancelling the task ends it within about a second.
    func run<Value: Sendable>(
        _ body: @Sendable (Waker) throws(TransportFailure) -> Value
    ) async throws(TransportFailure) -> Value {
        let result = await withTaskCancellationHandler {
            do throws(TransportFailure) {
                return Result<Value, TransportFailure>.success(try body(waker))
            } catch {
                return .failure(error)
            }
        } onCancel: {
            waker.raise()
        }
        return try result.get()
    }
}
