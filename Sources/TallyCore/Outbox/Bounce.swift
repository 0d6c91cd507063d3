/// What came back from a mail that was sent.
package struct Bounce: Hashable, Sendable {
    /// Whether another mail to the same address would fare the same.
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// A full mailbox, a refused text, a server that was out of reach: time or the reader can mend it.
        case soft
        /// There is no such address any more, or none that takes mail.
        case hard

        /// What a status says (RFC 3463 §3): 4.y.z is soft, and of 5.y.z what is not about the address.
        ///
        /// A failure without a status, or with one that says nothing more, is taken for what it is most often.
        package init(status: String?) {
            let pieces = (status ?? "5.0.0").utf8.split(separator: UInt8(ascii: "."))
                .map { Int(String(Substring($0))) ?? 0 }
            guard pieces.count == 3, pieces[0] == 5 else {
                self = .soft
                return
            }
            switch (pieces[1], pieces[2]) {
            // Mailbox full; message too long for it (RFC 3463 §3.3).
            case (2, 2), (2, 3): self = .soft
            // The sender's address or system: ours (RFC 3463 §3.2).
            case (1, 7), (1, 8): self = .soft
            // Other, address, mailbox, and "no such host" and "relays to itself" of routing.
            case (0, _), (1, _), (2, _), (4, 4), (4, 6): self = .hard
            // Mail system, network, protocol, content, policy: not the address's fault.
            default: self = .soft
            }
        }
    }

    /// The enhanced status code (RFC 3463); nil when the report has none.
    package let status: String?
    /// What the other mail system wrote, on one line; nil when it wrote nothing.
    package let reason: String?

    package var severity: Severity { Severity(status: status) }

    /// How much of the other system's words is kept.
    private static let reasonLimit = 300

    package init(status: String?, reason: String?) {
        self.status = status
        var words = Desk.singleLine(reason ?? "").unicodeScalars[...]
        // The type before the text says nothing to people: "smtp; 550 no such user" (RFC 3464 §2.3.6).
        if let end = words.firstIndex(of: ";"), words[..<end].allSatisfy({ $0.isASCII && $0 != " " }) {
            words = words[words.index(after: end)...].drop { $0 == " " }
        }
        let line = words.prefix(Self.reasonLimit)
        self.reason = line.isEmpty ? nil : String(String.UnicodeScalarView(line))
    }
}

/// The outgoing mail that a delivery report is about.
package struct BouncedMail: Hashable, Sendable {
    package let id: OutgoingMail.ID
    package let kind: MailKind
    package let ticket: Ticket.ID?
    package let recipient: MailAddress
    package let createdAt: Timestamp
    /// What reports about it said before; nil when there was none.
    package let known: Bounce.Severity?

    package init(
        id: OutgoingMail.ID, kind: MailKind, ticket: Ticket.ID?, recipient: MailAddress, createdAt: Timestamp,
        known: Bounce.Severity?
    ) {
        self.id = id
        self.kind = kind
        self.ticket = ticket
        self.recipient = recipient
        self.createdAt = createdAt
        self.known = known
    }
}

/// An address at which mail did not arrive.
package struct UndeliverableAddress: Hashable, Sendable {
    package let address: MailAddress
    /// What the last report said (RFC 3463).
    package var status: String?
    package var lastBounceAt: Timestamp
    /// Since when it gets no mail; nil when it still does.
    package var suspendedAt: Timestamp?
    /// When staff were told.
    package var toldAt: Timestamp?
    /// When its owner last wrote: what bounced before counts no more.
    package var heardAt: Timestamp?

    package init(address: MailAddress, lastBounceAt: Timestamp) {
        self.address = address
        self.lastBounceAt = lastBounceAt
    }
}

extension UndeliverableAddress {
    /// As the API and the command line show it.
    package var json: JSON {
        [
            "address": .string(address.text), "status": status.json, "last_bounce_at": lastBounceAt.json,
            "suspended_at": suspendedAt.json,
        ]
    }
}
