/// An HTTP/1.1 and WebSocket server on one event loop (RFC 9112, RFC 6455).
///
/// It speaks plain text: TLS belongs to the proxy in front of it.
package final class HTTPServer: Sendable {
    /// Where and how a server listens.
    package struct Configuration: Sendable {
        package var listen: [ListenAddress]
        package var limits: HTTPLimits
        /// Names by which the server may be asked; nil for any.
        package var allowedHosts: AllowedHosts?
        package var trustedProxies: TrustedProxies
        /// Where large content waits while it comes in and is worked on, in files without a name.
        package var spoolDirectory: String

        package init(
            listen: [ListenAddress], limits: HTTPLimits = HTTPLimits(), allowedHosts: AllowedHosts? = nil,
            trustedProxies: TrustedProxies = TrustedProxies([]), spoolDirectory: String = "/tmp"
        ) {
            self.listen = listen
            self.limits = limits
            self.allowedHosts = allowedHosts
            self.trustedProxies = trustedProxies
            self.spoolDirectory = spoolDirectory
        }
    }

    /// Where the server listens, with the ports that the kernel chose.
    package let addresses: [ListenAddress]
    private let context: ServerContext
    private let loop: EventLoop
    private let pendingWork: AsyncStream<WorkQueue.Work>

    /// Opens the listening sockets; connections wait in them until `run`.
    package init(_ configuration: Configuration, application: HTTPApplication) throws(SystemError) {
        var configuration = configuration
        let room = DescriptorLimit.raised() - configuration.limits.reservedDescriptors
        configuration.limits.connections = max(1, min(configuration.limits.connections, room))
        var listeners: [Listener] = []
        for address in configuration.listen { listeners.append(try Listener(address)) }
        addresses = listeners.map(\.address)
        let (work, stream) = WorkQueue.make()
        pendingWork = stream
        context = ServerContext(
            configuration: configuration, application: application, inbox: try Inbox(), work: work,
            content: ContentBudget(limit: configuration.limits.totalBodyBytes),
            files: ContentBudget(limit: configuration.limits.totalFileBytes))
        loop = try EventLoop(listeners: listeners, context: context)
    }

    /// Serves until `stop`; once in the life of a server.
    ///
    /// Requests are answered in child tasks. Cancelling ends it at once, without a farewell to anybody.
    @concurrent
    package func run() async {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask(name: "HTTP event loop") { await self.loop.run() }
                for await work in pendingWork { group.addTask(name: "HTTP request") { await work() } }
                // Nobody waits for what is still at work on behalf of connections that were cut off.
                if await loop.hasCutOff { group.cancelAll() }
            }
        } onCancel: {
            stop(within: .zero)
        }
    }

    /// Ends `run` after what is under way: no new connections, requests answered, WebSockets closed with 1001.
    ///
    /// - Parameter time: after which what is left is cut off.
    package func stop(within time: Duration = .seconds(5)) {
        context.inbox.post(.stop(within: time))
    }
}
