internal import TallyCore

/// Events of the desk and who is to hear of them, decided from one state of the records.
struct EventBatch: Sendable {
    /// Somebody at the other end of a WebSocket.
    struct Viewer: Sendable {
        let connection: WebSocketConnection
        let claims: AccessTokens.Claims
        /// The last event they have.
        let cursor: Int64
    }

    /// One event for one viewer.
    struct Letter: Sendable {
        let connection: WebSocketConnection
        let sequence: Int64
        let message: WebSocketMessage
    }

    /// In the order of the events.
    private(set) var letters: [Letter] = []
    /// Viewers whose sign-in has ended.
    private(set) var ended: [WebSocketConnection] = []
    /// The last event that was looked at; nil when there was none.
    private(set) var last: Int64?
    /// Whether there may be more behind.
    private(set) var isFull = false

    static let size = 200

    /// Reads what comes after `sequence`.
    ///
    /// - Parameter checksViewers: whether the sign-ins are looked at even when nothing happened.
    init(
        after sequence: Int64, for viewers: [Viewer], checksViewers: Bool, settings: DeskSettings,
        at now: Timestamp, _ records: any DeskRecords
    ) throws(DeskError) {
        // Who catches up alone need not go through what only others were told.
        let only = viewers.count == 1 ? viewers[0].claims.person : nil
        let events = try records.events(after: sequence, for: only, limit: Self.size)
        guard checksViewers || !events.isEmpty else { return }
        var people: [AccessTokens.Claims: Person?] = [:]
        for viewer in viewers where people[viewer.claims] == nil {
            people.updateValue(
                try SignIns.person(of: viewer.claims, at: now, records), forKey: viewer.claims)
        }
        ended = viewers.filter { people[$0.claims] == .some(nil) }.map(\.connection)
        last = events.last?.sequence
        isFull = events.count == Self.size
        var writer = TicketJSON(records: records, settings: settings)
        for event in events {
            if let only = event.person, !people.values.contains(where: { $0?.id == only }) { continue }
            guard let ticket = try records.ticket(event.ticket) else { continue }
            let participants = Set(try records.participants(of: ticket.id))
            var notification: JSON?
            if let id = event.notification, let found = try records.notification(id) {
                notification = try writer.json(of: found)
            }
            var messages: [Bool: WebSocketMessage] = [:]
            for viewer in viewers where viewer.cursor < event.sequence {
                guard case .some(.some(let person)) = people[viewer.claims],
                    Self.concerns(event, ticket, participants, person)
                else { continue }
                let isAgent = person.isAgent
                let message =
                    if let written = messages[isAgent] {
                        written
                    } else {
                        WebSocketMessage(
                            Self.text(
                                of: event, try writer.summary(of: ticket, forAgents: isAgent), notification))
                    }
                messages[isAgent] = message
                letters.append(
                    Letter(connection: viewer.connection, sequence: event.sequence, message: message))
            }
        }
    }

    private static func concerns(
        _ event: DeskEvent, _ ticket: Ticket, _ participants: Set<Person.ID>, _ person: Person
    ) -> Bool {
        let relation = TicketRelation(of: person, to: ticket, participants: participants)
        if let only = event.person, only != person.id { return false }
        guard authorize(person, .see, .ticket(relation)) == .granted else { return false }
        switch event.kind {
        // How the desk stands against its promises is for those who can do something about it.
        case .internalCommentAdded, .serviceLevelAtRisk, .serviceLevelBreached: return person.isAgent
        case .ticketCreated, .ticketUpdated, .ticketClaimed, .ticketResolved, .commentAdded,
            .notificationCreated:
            return true
        }
    }

    private static func text(of event: DeskEvent, _ ticket: JSON, _ notification: JSON?) -> String {
        // Whether a comment is a note is between staff; they read it in the ticket.
        let kind = event.kind == .internalCommentAdded ? DeskEvent.Kind.commentAdded : event.kind
        var members = [
            JSON.Member(name: "type", value: .string(kind.rawValue)),
            JSON.Member(name: "seq", value: .integer(event.sequence)),
            JSON.Member(name: "at", value: event.at.json),
            JSON.Member(name: "ticket", value: ticket),
        ]
        if let notification { members.append(JSON.Member(name: "notification", value: notification)) }
        return JSON.object(members).description
    }
}
