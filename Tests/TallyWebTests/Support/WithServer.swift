import TallyWeb

/// Runs a server on a port of the kernel's choice for as long as the body takes.
///
/// The body blocks on sockets, so it runs on a thread of its own: the cooperative pool has to stay free for the server.
func withServer(
    limits: HTTPLimits = HTTPLimits(),
    configuration: HTTPServer.Configuration? = nil,
    _ application: HTTPApplication,
    _ body: @escaping @Sendable (HTTPServer) throws -> Void
) async throws {
    let server = try HTTPServer(
        configuration ?? HTTPServer.Configuration(listen: [.loopback], limits: limits),
        application: application)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await server.run() }
        let blocking = BlockingThread()
        do {
            try await blocking.run { try body(server) }
        } catch {
            server.stop(within: .zero)
            throw error
        }
        server.stop()
        try await group.waitForAll()
    }
}

extension HTTPServer {
    /// The address of the only listener.
    var address: ListenAddress { addresses[0] }

    func client() throws -> RawClient { try RawClient(address) }
}

extension ListenAddress {
    /// Any free port of 127.0.0.1.
    static var loopback: ListenAddress {
        guard let address = ListenAddress("127.0.0.1:0") else { preconditionFailure("a good address") }
        return address
    }
}
