import Glibc
import Testing

/// What was awaited and did not happen in time.
struct NotInTime: Error, CustomStringConvertible {
    let description: String
}

/// Looks again and again until `look` finds something, and fails once `limit` has passed.
///
/// The only place where these tests wait: what they wait for happens in other processes, which give no other sign.
func eventually<Found>(
    _ what: String, within limit: Duration = .seconds(30), every pause: Duration = .milliseconds(50),
    _ look: () throws -> Found?
) throws -> Found {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
        if let found = try look() { return found }
        guard clock.now < end else { throw NotInTime(description: "\(what), not within \(limit)") }
        poll(nil, 0, Int32(pause / .milliseconds(1)))
    }
}

/// The same for something that is or is not so.
func eventually(
    _ what: String, within limit: Duration = .seconds(30), every pause: Duration = .milliseconds(50),
    _ isSo: () throws -> Bool
) throws {
    _ = try eventually(what, within: limit, every: pause) { try isSo() ? true : nil }
}
