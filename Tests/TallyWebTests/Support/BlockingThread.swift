import TallyCore

/// A thread on which a test may block: the cooperative pool has to stay free for the server.
actor BlockingThread {
    private nonisolated let executor = ThreadExecutor(name: "test client")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    func run<Result: Sendable>(_ body: @Sendable () throws -> Result) throws -> Result { try body() }
}
