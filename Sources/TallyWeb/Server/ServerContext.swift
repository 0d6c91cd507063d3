/// What every connection of a server shares.
struct ServerContext: Sendable {
    let configuration: HTTPServer.Configuration
    let application: HTTPApplication
    let inbox: Inbox
    let work: WorkQueue
    let content: ContentBudget
    let files: ContentBudget

    var limits: HTTPLimits { configuration.limits }
}
