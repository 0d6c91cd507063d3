internal import TallyCore

/// What a WebSocket is opened with: tickets that are good once, for half a minute.
///
/// A browser cannot send an Authorization field with a WebSocket, and a token in an address would end up in logs.
struct SocketTickets {
    static let lifetime = Duration.seconds(30)

    private struct Ticket {
        let claims: AccessTokens.Claims
        let expiresAt: Timestamp
    }

    /// More are not waited for at a time; then the oldest go.
    private static let capacity = 10_000

    private var tickets: [[UInt8]: Ticket] = [:]
    private let cryptography: any Cryptography

    init(cryptography: any Cryptography) {
        self.cryptography = cryptography
    }

    mutating func issue(for claims: AccessTokens.Claims, at now: Timestamp) -> Secret {
        if tickets.count >= Self.capacity { removeOldest(at: now) }
        let text = Base64URL.encode(cryptography.randomBytes(32))
        // Kept as a hash, so that looking one up takes no longer for a ticket that begins as one of ours does.
        tickets[cryptography.sha256(Array(text.utf8))] = Ticket(
            claims: claims, expiresAt: now + Self.lifetime)
        return Secret(text)
    }

    /// Whom the ticket was given to; nil when it is no ticket any more.
    mutating func redeem(_ text: String, at now: Timestamp) -> AccessTokens.Claims? {
        guard text.utf8.count <= 64,
            let ticket = tickets.removeValue(forKey: cryptography.sha256(Array(text.utf8))),
            now < ticket.expiresAt
        else { return nil }
        return ticket.claims
    }

    mutating func removeExpired(at now: Timestamp) {
        tickets = tickets.filter { now < $0.value.expiresAt }
    }

    private mutating func removeOldest(at now: Timestamp) {
        removeExpired(at: now)
        guard tickets.count >= Self.capacity else { return }
        let newest = tickets.sorted { $0.value.expiresAt > $1.value.expiresAt }.prefix(Self.capacity / 2)
        tickets = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }
}
