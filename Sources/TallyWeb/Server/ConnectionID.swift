/// The number of a connection, never given out twice while the program runs.
struct ConnectionID: Hashable, Sendable {
    let rawValue: UInt64
}
