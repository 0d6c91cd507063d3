/// A try-out of the outgoing server: connects, greets, logs in, sends nothing.
package enum SMTPProbe {
    /// What the server can do for us.
    package struct Facts: Hashable, Sendable {
        /// The keywords of its EHLO reply, in capitals, sorted.
        package let capabilities: [String]
        /// The largest message that it takes, in bytes; nil when it does not say.
        package let largestMessage: Int?

        /// Sentences for the operator.
        package var lines: [String] {
            var lines: [String] = []
            if let largestMessage { lines.append("takes messages of up to \(largestMessage) bytes") }
            if !capabilities.contains("8BITMIME") { lines.append("takes seven-bit text only (no 8BITMIME)") }
            if !capabilities.contains("SMTPUTF8") {
                lines.append("takes no addresses with letters beyond ASCII (no SMTPUTF8)")
            }
            return lines
        }
    }

    package static func run(_ settings: SubmissionSettings) async throws(TransportFailure) -> Facts {
        try await ProbeThread(name: "smtp-probe").run { waker throws(TransportFailure) in
            var connection = try SMTPConnection.open(settings, waker: waker)
            defer { connection.leave() }
            return Facts(
                capabilities: connection.capabilities.keywords.sorted(),
                largestMessage: connection.capabilities.largestMessage)
        }
    }
}
