/// The content of the request that a connection is reading or answering, and what it takes of the server's budgets.
struct IncomingContent: ~Copyable {
    private let context: ServerContext
    private var heldBytes = 0
    private var fileBytes = 0
    private var spool: SpoolFile?

    init(_ context: ServerContext) {
        self.context = context
    }

    /// Counts the octets held in memory; refuses when all connections together hold too much.
    mutating func hold(_ bytes: Int) throws(RequestRefusal) {
        let change = bytes - heldBytes
        heldBytes = bytes
        guard context.content.change(by: change) else {
            throw RequestRefusal(.serviceUnavailable, "too much content at once")
        }
    }

    /// Puts a part of a large content into a file.
    mutating func append(_ part: [UInt8]) throws(RequestRefusal) {
        fileBytes += part.count
        guard context.files.change(by: part.count) else {
            throw RequestRefusal(.serviceUnavailable, "too much content at once")
        }
        do {
            if spool == nil { spool = try SpoolFile(in: context.configuration.spoolDirectory) }
            try spool?.append(part)
        } catch {
            throw RequestRefusal(.insufficientStorage, "there is no room for the content")
        }
    }

    /// The whole content, whose last part this is.
    mutating func finish(_ rest: [UInt8]) throws(RequestRefusal) -> RequestContent {
        guard spool != nil else {
            try hold(rest.count)
            return .bytes(rest)
        }
        try append(rest)
        try hold(0)
        guard let file = spool.take() else { preconditionFailure("a file that was there a moment ago") }
        return .file(file.finish())
    }

    /// Gives the budgets back what the request had of them.
    mutating func release() {
        _ = context.content.change(by: -heldBytes)
        _ = context.files.change(by: -fileBytes)
        heldBytes = 0
        fileBytes = 0
        spool = nil
    }
}
