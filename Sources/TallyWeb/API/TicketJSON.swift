internal import TallyCore

/// Writes tickets as the API shows them, out of the records of one transaction.
///
/// Names of people and teams that occur again are looked up once.
struct TicketJSON {
    private let records: any DeskRecords
    private let settings: DeskSettings
    /// Octets of mail's HTML that are still made harmless for this answer.
    ///
    /// The others wait for the records meanwhile; what is beyond is shown as text only.
    private var htmlBudget = 2 * 1_024 * 1_024
    private var people: [Person.ID: JSON] = [:]
    private var addresses: [Person.ID: [String]] = [:]
    private var teams: [Team.ID: JSON] = [:]
    private var projects: [Project.ID: JSON] = [:]

    init(records: any DeskRecords, settings: DeskSettings) {
        self.records = records
        self.settings = settings
    }

    /// A ticket as it stands in lists and events, for somebody who works here or not.
    mutating func summary(of ticket: Ticket, forAgents: Bool) throws(DeskError) -> JSON {
        .object(try members(of: ticket, forAgents: forAgents))
    }

    /// A ticket with its conversation and its history, as far as `reader` may know them.
    ///
    /// The caller has made sure that the reader may see the ticket.
    mutating func detail(of ticket: Ticket, for reader: Person) throws(DeskError) -> JSON {
        let attachments = try records.attachments(of: ticket.id)
        var comments: [JSON] = []
        for comment in try records.comments(of: ticket.id) where comment.isVisible(to: reader) {
            comments.append(
                try json(
                    of: comment, attachments.filter { $0.comment == comment.id }, for: reader))
        }
        var timeline: [JSON] = []
        for entry in try records.timeline(of: ticket.id) where entry.isVisible(to: reader) {
            timeline.append(try json(of: entry))
        }
        // The verb that gave this ticket out wrote its service level after it.
        let members = try members(
            of: try records.ticket(ticket.id) ?? ticket, forAgents: reader.isAgent)
        return .object(
            members + [
                JSON.Member(name: "comments", value: .array(comments)),
                JSON.Member(name: "timeline", value: .array(timeline)),
            ])
    }

    /// One comment; only staff are told which mail it came in.
    ///
    /// What a mail of staff was written in and quotes stays with staff: they may have answered an internal note.
    mutating func json(
        of comment: Comment, _ attachments: [Attachment], for reader: Person
    ) throws(DeskError) -> JSON {
        let content = comment.content
        var mail: JSON = .null
        if reader.isAgent, let staged = content.stagedMail { mail = .integer(staged.rawValue) }
        var showsMail = reader.isAgent || content.author == reader.id
        if !showsMail { showsMail = try !isAgent(content.author) }
        return [
            "id": .integer(comment.id.rawValue),
            "ticket": .string(settings.reference(of: comment.ticket)),
            "author": try person(content.author),
            "visibility": .string(content.visibility.rawValue),
            "source": .string(content.source.rawValue),
            "text": .string(content.text),
            "html": showsMail ? harmlessHTML(of: content, attachments).json : .null,
            "quoted_text": .string(showsMail ? content.quotedText : ""),
            "is_verified": .bool(content.isVerified),
            "created_at": comment.createdAt.json,
            "attachments": .array(attachments.map(\.json)),
            "recipients": content.recipients?.json ?? .null,
            "message": mail,
        ]
    }

    /// A notification; of a ticket that its reader may no longer see only that there was one.
    mutating func json(of notification: Notification) throws(DeskError) -> JSON {
        var actor: Person?
        if let id = notification.actor { actor = try records.person(id) }
        var ticket: JSON = .null
        var text = "A ticket that you may no longer see changed."
        if let found = try records.ticket(notification.ticket),
            let reader = try records.person(notification.person), try maySee(found, reader)
        {
            let reference = settings.reference(of: found.id)
            ticket = [
                "id": .integer(found.id.rawValue), "reference": .string(reference),
                "subject": .string(found.subject),
            ]
            text = notification.kind.sentence(actor: actor?.name, reference: reference)
        }
        return [
            "id": .integer(notification.id.rawValue), "kind": .string(notification.kind.rawValue),
            "text": .string(text), "ticket": ticket, "actor": ticket == .null ? .null : actor?.json ?? .null,
            "created_at": notification.createdAt.json, "read_at": notification.readAt.json,
        ]
    }

    private func maySee(_ ticket: Ticket, _ reader: Person) throws(DeskError) -> Bool {
        let participants = Set(try records.participants(of: ticket.id))
        let relation = TicketRelation(of: reader, to: ticket, participants: participants)
        return authorize(reader, .see, .ticket(relation)) == .granted
    }

    private func isAgent(_ author: Person.ID?) throws(DeskError) -> Bool {
        guard let author, let person = try records.person(author) else { return true }
        return person.isAgent
    }

    private mutating func harmlessHTML(of content: CommentDraft, _ attachments: [Attachment]) -> String? {
        guard let octets = content.html?.utf8.count, octets <= htmlBudget else { return nil }
        htmlBudget -= octets
        let served = attachments.compactMap { file in
            file.contentID.map { ($0, "\(API.base)/attachments/\(file.id)") }
        }
        return content.harmlessHTML(inlineURLs: Dictionary(served, uniquingKeysWith: { first, _ in first }))
    }

    private mutating func members(
        of ticket: Ticket, forAgents: Bool
    ) throws(DeskError) -> [JSON.Member] {
        var participants: [JSON] = []
        for id in try records.participants(of: ticket.id) {
            let someone = if forAgents { try person(id) } else { try byAddress(id, in: ticket.id) }
            participants.append(someone)
        }
        let pairs: [(String, JSON)] = [
            ("id", .integer(ticket.id.rawValue)),
            ("reference", .string(settings.reference(of: ticket.id))),
            ("subject", .string(ticket.subject)),
            ("status", .string(ticket.status.rawValue)),
            ("priority", .string(ticket.priority.rawValue)),
            ("category", ticket.category.json),
            ("requester", try person(ticket.requester)),
            ("assignee", try person(ticket.assignee)),
            ("team", try team(ticket.team)),
            ("project", try project(ticket.project)),
            ("participants", .array(participants)),
            ("created_at", ticket.createdAt.json),
            ("updated_at", ticket.updatedAt.json),
            ("tags", .array(try records.tags(of: ticket.id).map { .string($0.text) })),
            ("merged_into", (ticket.mergedInto.map { settings.reference(of: $0) }).json),
            ("due", ticket.dueAt.json),
            ("first_response_due_at", ticket.serviceLevel.firstResponseDueAt.json),
            ("resolution_due_at", ticket.serviceLevel.resolutionDueAt.json),
            ("first_responded_at", ticket.firstRespondedAt.json),
            ("resolved_at", ticket.resolvedAt.json),
            ("sla_status", .string(ticket.serviceLevel.status.rawValue)),
            ("version", ticket.version.json),
        ]
        return pairs.map { JSON.Member(name: $0, value: $1) }
    }

    /// Somebody who takes part, for others who do not work here: whoever named an address shall not learn whose it is.
    private mutating func byAddress(_ id: Person.ID, in ticket: Ticket.ID) throws(DeskError) -> JSON {
        let shown = JSON.string(try namedAddress(of: id, in: ticket))
        return [
            "id": .integer(id.rawValue), "name": shown, "email": shown,
            "role": .string(Role.employee.rawValue),
        ]
    }

    /// Which of their addresses somebody was let in by, as the history has it; else the one that mail goes to.
    private mutating func namedAddress(
        of id: Person.ID, in ticket: Ticket.ID
    ) throws(DeskError) -> String {
        let known: [String]
        if let looked = addresses[id] {
            known = looked
        } else {
            known = try records.addresses(of: id).map(\.text)
        }
        addresses[id] = known
        if known.count > 1 {
            let entry = try records.timeline(of: ticket).last { entry in
                entry.kind == .participantAdded && known.contains(entry.to ?? "")
            }
            if let named = entry?.to { return named }
        }
        return try person(id)["email"].text ?? ""
    }

    private mutating func json(of entry: TimelineEntry) throws(DeskError) -> JSON {
        .object(try members(of: entry))
    }

    private mutating func members(of entry: TimelineEntry) throws(DeskError) -> [JSON.Member] {
        [
            JSON.Member(name: "at", value: entry.at.json),
            JSON.Member(name: "actor", value: try person(entry.actor)),
            JSON.Member(name: "kind", value: .string(entry.kind.rawValue)),
            JSON.Member(name: "from", value: entry.from.json),
            JSON.Member(name: "to", value: entry.to.json),
            JSON.Member(name: "source", value: .string(entry.source.rawValue)),
        ]
    }

    /// A line of the audit trail.
    mutating func json(of entry: AuditEntry) throws(DeskError) -> JSON {
        let ticket: JSON = [
            "id": .integer(entry.ticket.rawValue), "reference": .string(settings.reference(of: entry.ticket)),
        ]
        return .object(
            [
                JSON.Member(name: "id", value: .integer(entry.id)),
                JSON.Member(name: "ticket", value: ticket),
            ] + (try members(of: entry.change)))
    }

    /// A line of what happened lately, which names its ticket.
    mutating func json(of activity: Dashboard.Activity) throws(DeskError) -> JSON {
        let entry = activity.entry
        let ticket: JSON = [
            "id": .integer(entry.ticket.rawValue), "reference": .string(settings.reference(of: entry.ticket)),
            "subject": .string(activity.subject),
        ]
        return .object(
            [
                JSON.Member(name: "id", value: .integer(entry.id)),
                JSON.Member(name: "ticket", value: ticket),
            ] + (try members(of: entry.change)))
    }

    mutating func person(_ id: Person.ID?) throws(DeskError) -> JSON {
        guard let id else { return .null }
        if let known = people[id] { return known }
        let found = try records.person(id)?.json ?? .null
        people[id] = found
        return found
    }

    private mutating func project(_ id: Project.ID?) throws(DeskError) -> JSON {
        guard let id else { return .null }
        if let known = projects[id] { return known }
        let found: JSON =
            try records.project(id).map { ["id": .integer($0.id.rawValue), "name": .string($0.name)] }
            ?? .null
        projects[id] = found
        return found
    }

    private mutating func team(_ id: Team.ID?) throws(DeskError) -> JSON {
        guard let id else { return .null }
        if let known = teams[id] { return known }
        let found = try (records.team(id)?.name).json
        teams[id] = found
        return found
    }
}

extension Comment {
    /// Whether somebody who may see the ticket may see this comment too.
    func isVisible(to reader: Person) -> Bool { reader.isAgent || content.visibility == .public }
}

extension Attachment {
    /// What is known of a file without opening it.
    var json: JSON {
        [
            "id": .integer(id), "filename": filename.json, "content_type": .string(contentType),
            "size": size.json, "sha256": .string(sha256), "inline": .bool(isInline),
        ]
    }
}
