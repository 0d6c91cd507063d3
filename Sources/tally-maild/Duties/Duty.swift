/// One of the daemon's standing duties.
///
/// It runs until its task is cancelled; if it ends by itself, the daemon ends with it and is started anew.
protocol Duty: Sendable {
    var name: String { get }
    func run() async throws
}

/// A duty made of a function.
struct NamedDuty: Duty {
    let name: String
    let body: @Sendable () async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.body = body
    }

    func run() async throws { try await body() }
}
