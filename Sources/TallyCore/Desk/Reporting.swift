/// The report of a ticket, out of its records.
extension Desk {
    /// The ticket in words for people, as `reader` may see it; nil shows what the requester may see.
    ///
    /// - Parameter words: how the reader is written to; nil means as they chose, else as the site does.
    package func report(
        on ticket: Ticket, for reader: Person?, _ words: Wording? = nil
    ) throws(DeskError) -> TicketReport {
        let words = words ?? settings.wording(for: reader)
        let seesInternal = reader?.isAgent ?? false
        let people = try peopleOf(ticket)
        let askers = try requesters(of: ticket)
        let attachments = try records.attachments(of: ticket.id)
        let comments = try records.comments(of: ticket.id)
            .filter { seesInternal || $0.content.visibility == .public }
        var report = TicketReport(
            site: settings.siteName, reference: settings.reference(of: ticket.id), subject: ticket.subject,
            link: "\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)", language: words.language.text,
            pageSize: settings.paper, badges: Self.badges(of: ticket, words),
            facts: try facts(of: ticket, people, words),
            conversation: comments.map { comment in
                message(
                    comment, asked: askers, people,
                    attachments: attachments.filter { $0.comment == comment.id }, words)
            },
            timeline: try records.timeline(of: ticket.id)
                .filter { seesInternal || !$0.isInternal }
                .map { entry in
                    let actor = entry.actor.flatMap { people[$0]?.name } ?? settings.siteName
                    return TicketReport.TimelineEntry(
                        time: words(entry.at), actor: actor, sentence: words.deed(of: entry))
                },
            generatedAt: now, generatedText: words(now))
        report.heading = words(.ticketReport)
        report.vocabulary = words.ofReports
        report.tables = Self.files(of: report, words)
        return report
    }

    /// Every file of the conversation in one list; none when there are none.
    private static func files(of report: TicketReport, _ words: Wording) -> [TicketReport.Table] {
        let rows = report.conversation.flatMap { message in
            message.attachments.map { [$0.name, words.size($0.size), message.author, message.time] }
        }
        guard !rows.isEmpty else { return [] }
        let columns: [TicketReport.Column] = [
            .init(words(.file), share: 5), .init(words(.size), share: 2, isNumber: true),
            .init(words(.sender), share: 3), .init(words(.sent), share: 4),
        ]
        return [TicketReport.Table(title: words(.attachments), columns: columns, rows: rows)]
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

    private static func badges(of ticket: Ticket, _ words: Wording) -> [TicketReport.Badge] {
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
            TicketReport.Badge(text: words.label(of: ticket.status), tone: tone),
            TicketReport.Badge(
                text: words(.priorityBadge, ["priority": words.label(of: ticket.priority)]), tone: urgency),
        ]
    }

    private func facts(
        of ticket: Ticket, _ people: [Person.ID: Person], _ words: Wording
    ) throws(DeskError) -> [TicketReport.Fact] {
        func name(_ id: Person.ID?) -> String? {
            id.flatMap { people[$0] }.map { "\($0.name) <\($0.address)>" }
        }
        func text(_ moment: Timestamp?) -> String? { moment.map { words($0) } }
        var team: Team?
        if let id = ticket.team { team = try records.team(id) }
        let facts: [(ReportPhrase, String?)] = [
            (.requester, name(ticket.requester)),
            (.assignee, name(ticket.assignee) ?? words(.nobody)),
            (.team, team?.name),
            (.category, ticket.category),
            (.created, text(ticket.createdAt)),
            (.firstRespondedAt, text(ticket.firstRespondedAt)),
            (.firstResponseDue, text(ticket.serviceLevel.firstResponseDueAt)),
            (.resolvedAt, text(ticket.resolvedAt)),
            (.resolutionDue, text(ticket.serviceLevel.resolutionDueAt)),
            (.serviceLevel, try isPromised(ticket) ? words.label(of: ticket.serviceLevel.status) : nil),
        ]
        return facts.compactMap { label, value in
            value.map { TicketReport.Fact(label: words(label), value: $0) }
        }
    }

    private func isPromised(_ ticket: Ticket) throws(DeskError) -> Bool {
        let outcome = try records.serviceLevelOutcome(of: ticket.id)
        return ticket.serviceLevel.firstResponseDueAt != nil || outcome?.keptFirstResponse != nil
            || outcome?.keptResolution != nil
    }

    private func message(
        _ comment: Comment, asked askers: Set<Person.ID>, _ people: [Person.ID: Person],
        attachments: [Attachment], _ words: Wording
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
            time: words(comment.createdAt),
            visibility: comment.content.visibility == .internal ? .internal : .everyone,
            text: comment.content.text,
            attachments: attachments.map {
                TicketReport.Attachment(name: $0.filename ?? words(.unnamed), size: $0.size)
            })
    }
}
