/// What one client, and all of them together, may use.
package struct HTTPLimits: Hashable, Sendable {
    /// Octets of a request line and its fields; more is 431.
    package var headBytes = 16 * 1_024
    /// Octets of a request target; more is 414.
    package var targetBytes = 8 * 1_024
    /// Field lines of a request; more is 431.
    package var fields = 100
    /// Octets of a request's content where a route does not say otherwise; more is 413.
    package var bodyBytes = 1_024 * 1_024
    /// Octets of content held in memory on routes that take more than `bodyBytes`; what is longer goes into a file.
    package var memoryBytes = 128 * 1_024
    /// Octets of content that all connections together may hold in memory; more is 503.
    package var totalBodyBytes = 256 * 1_024 * 1_024
    /// Octets of content that all connections together may have in files; more is 503.
    package var totalFileBytes = 2 * 1_024 * 1_024 * 1_024
    /// Octets of chunk extensions and trailers of one request; nobody sends any, so they are few.
    package var chunkOverheadBytes = 8 * 1_024
    /// Octets that a client may send ahead while its last request is worked on.
    package var pipelinedBytes = 64 * 1_024

    /// From the first octet of a request, or from the connection, to the end of the head.
    package var headTime: Duration = .seconds(10)
    /// For content, in addition to one second for each `minimumRate` octets that came.
    package var bodyTime: Duration = .seconds(10)
    /// For taking a response, in addition to one second for each `minimumRate` octets that went.
    package var writeTime: Duration = .seconds(30)
    /// Octets per second below which a transfer counts as stalled.
    package var minimumRate = 4 * 1_024
    /// Between two requests on one connection.
    package var idleTime: Duration = .seconds(60)
    /// For the program to answer a request; then the client is told 503.
    package var responseTime: Duration = .seconds(60)
    /// For a client to close after it was told that the connection ends.
    package var lingerTime: Duration = .seconds(2)

    /// As many as the process has descriptors for, less `reservedDescriptors`, if that is fewer.
    package var connections = 16_384
    /// What the program needs beside connections: files being sent and received, database, mail.
    package var reservedDescriptors = 256
    /// Connections from one IPv4 address or one IPv6 /64 network; trusted proxies are not counted.
    package var connectionsPerAddress = 64

    /// Octets of one WebSocket message; more is close code 1009.
    package var messageBytes = 64 * 1_024
    /// Frames of one WebSocket message; more is close code 1008.
    package var messageFragments = 128
    /// Octets waiting to be taken by one WebSocket client; more is close code 1013.
    package var backlogBytes = 1_024 * 1_024
    /// Messages of one WebSocket client waiting for the program; beyond, nothing is read from it.
    package var unreadMessages = 16
    /// Between two pings to a WebSocket client: less than the 60 s after which proxies give up on a silent server.
    package var pingTime: Duration = .seconds(30)
    /// For a WebSocket client to say anything after a ping, or to answer a close.
    package var pongTime: Duration = .seconds(20)

    package init() {}

    /// The time that a transfer of so many octets may take at the least rate that is tolerated.
    func time(for bytes: Int) -> Duration { .milliseconds(bytes * 1_000 / minimumRate) }
}
