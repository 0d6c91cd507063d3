/// What a server serves.
package struct HTTPApplication: Sendable {
    /// Answers a request; called in a task of its own.
    package var respond: @Sendable (HTTPRequest) async -> HTTPResponse
    /// Octets of content that this request may have; nil for the server's own limit.
    ///
    /// Asked before any content is read.
    package var bodyLimit: @Sendable (RequestHead) -> Int?
    /// Told of each answered request, on the event loop: it must not block.
    package var answered: @Sendable (AccessRecord) -> Void
    /// Counts what makes answers old.
    package var changes: ChangeCount

    package init(
        bodyLimit: @escaping @Sendable (RequestHead) -> Int? = { _ in nil },
        answered: @escaping @Sendable (AccessRecord) -> Void = { _ in },
        changes: ChangeCount = ChangeCount(),
        respond: @escaping @Sendable (HTTPRequest) async -> HTTPResponse
    ) {
        self.respond = respond
        self.bodyLimit = bodyLimit
        self.answered = answered
        self.changes = changes
    }
}
