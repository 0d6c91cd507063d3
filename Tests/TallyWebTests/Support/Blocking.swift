import TallyCore

/// The thread of tests that block between one wait and the next.
@globalActor
actor Blocking {
    static let shared = Blocking()

    private nonisolated let executor = ThreadExecutor(name: "blocking tests")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }
}
