/// A try-out of the way that mail takes: waits for a message that was sent before.
package enum ArrivalProbe {
    /// Whether the message arrives in the watched folder, or was filed already, before the time is up.
    ///
    /// - Parameter messageID: without angle brackets; letters, digits, `.`, `-` and `@` only.
    package static func awaits(
        messageID: String, in settings: MailboxSettings, within limit: Duration
    ) async throws(TransportFailure) -> Bool {
        precondition(messageID.utf8.allSatisfy(isPlain), "an identifier of our own making")
        var folders = [settings]
        if let processed = settings.processed {
            var filed = settings
            filed.folder = processed
            folders.append(filed)
        }
        let places = folders
        return try await ProbeThread(name: "arrival-probe").run { waker throws(TransportFailure) in
            let end = ContinuousClock.now + limit
            repeat {
                for place in places where try holds(messageID, place, waker) { return true }
                try pause(settings, waker)
            } while ContinuousClock.now < end
            return false
        }
    }

    /// A folder that cannot be opened holds nothing: the one for filed mail may not exist yet.
    private static func holds(
        _ messageID: String, _ settings: MailboxSettings, _ waker: Waker
    ) throws(TransportFailure) -> Bool {
        do throws(TransportFailure) {
            var session = try FolderSession(
                try IMAPConnection.open(settings, waker: waker), settings: settings)
            defer { session.connection.leave() }
            return try session.holds(messageID: messageID)
        } catch {
            guard error.cause == .refused else { throw error }
            return false
        }
    }

    /// A second on the line, in which the server may tell of arrivals.
    private static func pause(_ settings: MailboxSettings, _ waker: Waker) throws(TransportFailure) {
        var session = try FolderSession(try IMAPConnection.open(settings, waker: waker), settings: settings)
        defer { session.connection.leave() }
        try session.connection.rest(until: .now + .seconds(1))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            ".-@".utf8.contains(byte)
        }
    }
}
