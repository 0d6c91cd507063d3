/// The report of a ticket, out of its records.
extension Desk {
    /// The ticket in words for people, as `reader` may see it; nil shows what the requester may see.
    package func report(on ticket: Ticket, for reader: Person?) throws(DeskError) -> TicketReport {
        let seesInternal = reader?.isAgent ?? false
        let people = try peopleOf(ticket)
        let askers = try requesters(of: ticket)
        let attachments = try records.attachments(of: ticket.id)
        let comments = try records.comments(of: ticket.id)
            .filter { seesInternal || $0.content.visibility == .public }
        var report = TicketReport(
            site: settings.siteName, reference: settings.reference(of: ticket.id), subject: ticket.subject,
            link: "\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)", pageSize: settings.paper,
            badges: Self.badges(of: ticket), facts: try facts(of: ticket, people),
            conversation: comments.map { comment in
                message(
                    comment, asked: askers, people,
                    attachments: attachments.filter { $0.comment == comment.id })
            },
            timeline: try records.timeline(of: ticket.id)
                .filter { seesInternal || !$0.isInternal }
                .map { entry in
                    let actor = entry.actor.flatMap { people[$0]?.name } ?? settings.siteName
                    return TicketReport.TimelineEntry(
                        time: settings.display(entry.at), actor: actor, sentence: entry.sentence)
                },
            generatedAt: now, generatedText: settings.display(now))
        report.tables = Self.files(of: report)
        return report
    }

    /// Every file of the conversation in one list; none when there are none.
    private static func files(of report: TicketReport) -> [TicketReport.Table] {
        let rows = report.conversation.flatMap { message in
            message.attachments.map { [$0.name, size($0.size), message.author, message.time] }
        }
        guard !rows.isEmpty else { return [] }
        let columns: [TicketReport.Column] = [
            .init("File", share: 5), .init("Size", share: 2, isNumber: true), .init("From", share: 3),
            .init("Sent", share: 3),
        ]
        return [TicketReport.Table(title: "Attachments", columns: columns, rows: rows)]
    }

    /// A number of octets as people read it.
    private static func size(_ octets: Int) -> String {
        switch octets {
        case ..<1_000: "\(octets) B"
        case ..<1_000_000: "\(octets / 1_000) kB"
        default: "\(octets / 1_000_000).\(octets / 100_000 % 10) MB"
        }
    }

    private func peopleOf(_ ticket: Ticket) throws(DeskError) -> [Person.ID: Person] {
        var ids = Set([ticket.requester, ticket.assignee].compactMap { $0 })
        for comment in try records.comments(of: ticket.id) {
            ids.formUnion([comment.content.author].compactMap { $0 })
        }
        for entry in try records.timeline(of: ticket.id) { ids.formUnion([entry.actor].compactMap { $0 }) }
        var people: [Person.ID: Person] = [:]
        for id in ids { people[id] = try records.person(id) }
        return people
    }

    private static func badges(of ticket: Ticket) -> [TicketReport.Badge] {
        let tone: TicketReport.Tone =
            switch ticket.status {
            case .open: .neutral
            case .inProgress: .active
            case .waiting: .warning
            case .resolved, .closed: .good
            case .withdrawn: .neutral
            }
        let urgency: TicketReport.Tone =
            switch ticket.priority {
            case .low, .medium: .neutral
            case .high: .warning
            case .critical: .bad
            }
        return [
            TicketReport.Badge(text: ticket.status.label, tone: tone),
            TicketReport.Badge(text: "\(ticket.priority.label) priority", tone: urgency),
        ]
    }

    private func facts(
        of ticket: Ticket, _ people: [Person.ID: Person]
    ) throws(DeskError) -> [TicketReport.Fact] {
        func words(_ id: Person.ID?) -> String? {
            id.flatMap { people[$0] }.map { "\($0.name) <\($0.address)>" }
        }
        var team: Team?
        if let id = ticket.team { team = try records.team(id) }
        let facts: [(String, String?)] = [
            ("Requester", words(ticket.requester)),
            ("Assignee", words(ticket.assignee) ?? "Nobody"),
            ("Team", team?.name),
            ("Category", ticket.category),
            ("Created", settings.display(ticket.createdAt)),
            ("First response", ticket.firstRespondedAt.map(settings.display)),
            ("First response due", ticket.serviceLevel.firstResponseDueAt.map(settings.display)),
            ("Resolved", ticket.resolvedAt.map(settings.display)),
            ("Resolution due", ticket.serviceLevel.resolutionDueAt.map(settings.display)),
            ("Service level", try serviceLevel(of: ticket)),
        ]
        return facts.compactMap { label, value in value.map { TicketReport.Fact(label: label, value: $0) } }
    }

    /// In words; nil without a promise.
    private func serviceLevel(of ticket: Ticket) throws(DeskError) -> String? {
        let outcome = try records.serviceLevelOutcome(of: ticket.id)
        let isPromised =
            ticket.serviceLevel.firstResponseDueAt != nil || outcome?.keptFirstResponse != nil
            || outcome?.keptResolution != nil
        return isPromised ? ticket.serviceLevel.status.label : nil
    }

    private func message(
        _ comment: Comment, asked askers: Set<Person.ID>, _ people: [Person.ID: Person],
        attachments: [Attachment]
    ) -> TicketReport.Message {
        let author = comment.content.author.flatMap { people[$0] }
        let role: TicketReport.Message.Role =
            switch author {
            case nil: .automatic
            case let author? where askers.contains(author.id): .requester
            case let author? where author.isAgent: .staff
            case .some: .participant
            }
        return TicketReport.Message(
            author: author?.name ?? settings.siteName, address: author?.address.text, role: role,
            time: settings.display(comment.createdAt),
            visibility: comment.content.visibility == .internal ? .internal : .everyone,
            text: comment.content.text,
            attachments: attachments.map {
                TicketReport.Attachment(name: $0.filename ?? "unnamed", size: $0.size)
            })
    }
}

extension TimelineEntry {
    /// What the actor did, as the rest of a sentence.
    var sentence: String {
        switch kind {
        case .created: "opened the ticket"
        case .claimed: "claimed the ticket"
        case .released: "released the ticket"
        case .assigned: "assigned the ticket" + (to.map { " to \($0)" } ?? "")
        case .status:
            "set the status to " + (to.flatMap(TicketStatus.init(rawValue:))?.label.lowercased() ?? "unknown")
        case .priority: "set the priority to \(to ?? "unknown")"
        case .subject: "changed the subject"
        case .category: "set the category to \(to ?? "none")"
        case .team: "moved the ticket to team \(to ?? "none")"
        case .project: to.map { "put the ticket into project \($0)" } ?? "took the ticket out of its project"
        case .due: to.map { "set the due date to \($0)" } ?? "took the due date away"
        case .tagged: "added the tag \(to ?? "")"
        case .untagged: "took the tag \(from ?? "") away"
        case .participantAdded: "let \(to ?? "somebody") take part"
        case .participantRemoved: "let \(from ?? "somebody") take part no longer"
        case .merged:
            from.map { "merged \($0) into this ticket" } ?? "merged it into \(to ?? "another ticket")"
        case .unmerged:
            to.map { "split \($0) off again" } ?? "took it out of \(from ?? "another ticket") again"
        case .comment: isInternal ? "added an internal note" : "wrote a comment"
        case .resolved: "resolved the ticket"
        case .reopened: "reopened the ticket"
        case .closed: "closed the ticket"
        case .withdrawn: "withdrew the ticket"
        case .linked: "linked it with \(to ?? "another ticket")"
        case .mentioned: "noted that the mail names \(to ?? "another ticket")"
        case .forwarded: "forwarded a mail of \(to ?? "somebody")"
        case .serviceLevelAtRisk: "warned that the \(promise) is due soon"
        case .serviceLevelBreached: "noted that the \(promise) is overdue"
        case .undone: "took back " + (to ?? "what a mail had done")
        case .bounced: "was told that mail to \(to ?? "a recipient") could not be delivered"
        }
    }
    private var promise: String {
        to.flatMap(ServiceLevelPromise.init(rawValue:))?.label ?? "service level"
    }
}
