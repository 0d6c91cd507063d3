package import TallyCore

/// A try-out of a mailbox: connects, logs in, opens the folder, changes nothing.
package enum IMAPProbe {
    /// What the server can do for us.
    package struct Facts: Hashable, Sendable {
        /// How messages leave the watched folder once they are staged.
        package enum Filing: Hashable, Sendable {
            case move
            case copyAndExpunge
            /// They can only be flagged.
            case flagOnly
        }

        /// In capitals, sorted.
        package let capabilities: [String]
        /// Messages in the watched folder.
        package let messages: Int
        package let uidValidity: UIDValidity
        package let hasIdle: Bool
        package let filing: Filing
        package let isReadOnly: Bool
        /// Whether staged messages can be given a keyword of ours.
        package let keepsKeywords: Bool

        /// Sentences for the operator.
        package var lines: [String] {
            var lines = ["\(messages) messages in the folder, UIDVALIDITY \(uidValidity.rawValue)"]
            lines.append(
                hasIdle ? "tells of new mail at once (IDLE)" : "has to be asked for new mail (no IDLE)")
            switch filing {
            case .move: lines.append("moves messages (MOVE)")
            case .copyAndExpunge: lines.append("moves messages by copying (UIDPLUS)")
            case .flagOnly:
                lines.append(
                    "cannot move messages (neither MOVE nor UIDPLUS): they stay where they are, flagged")
            }
            if isReadOnly {
                lines.append("the folder can only be read: staged messages cannot be flagged or moved")
            }
            return lines
        }
    }

    package static func run(_ settings: MailboxSettings) async throws(TransportFailure) -> Facts {
        try await ProbeThread(name: "imap-probe").run { waker throws(TransportFailure) in
            var session = try FolderSession(
                try IMAPConnection.open(settings, waker: waker), settings: settings)
            defer { session.connection.leave() }
            let capabilities = session.connection.capabilities
            let folder = session.connection.folder
            return Facts(
                capabilities: capabilities.sorted(), messages: folder.messages,
                uidValidity: session.folder.uidValidity, hasIdle: capabilities.contains("IDLE"),
                filing: capabilities.contains("MOVE")
                    ? .move : capabilities.contains("UIDPLUS") ? .copyAndExpunge : .flagOnly,
                isReadOnly: folder.isReadOnly, keepsKeywords: folder.mark == .keyword)
        }
    }
}
