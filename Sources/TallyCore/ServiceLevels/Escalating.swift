/// Keeping service levels up to date, and telling of promises that are about to be broken or were.
extension Desk {
    /// Works the ticket's service level out of its history and writes it down; tells nobody.
    func keepServiceLevel(of id: Ticket.ID) throws(DeskError) {
        guard let ticket = try records.ticket(id) else { return }
        _ = try assess(ticket)
    }

    /// Whether the ticket's service level is written down otherwise than it is now: under another agreement, by other
    /// rules of a time zone or an earlier version, or at another time.
    package func isServiceLevelStale(of id: Ticket.ID) throws(DeskError) -> Bool {
        guard let ticket = try records.ticket(id) else { return false }
        let present = try assessment(of: ticket)
        let outcome = try records.serviceLevelOutcome(of: id)
        return !present.news.isEmpty || present.state != ticket.serviceLevel || present.outcome != outcome
    }

    private func assess(_ ticket: Ticket) throws(DeskError) -> ServiceLevelAssessment {
        let assessment = try self.assessment(of: ticket)
        try records.keep(assessment.state, assessment.outcome, of: ticket.id)
        return assessment
    }

    private func assessment(of ticket: Ticket) throws(DeskError) -> ServiceLevelAssessment {
        let history = ServiceLevelHistory(
            of: ticket, team: try teamName(of: ticket), timeline: try records.timeline(of: ticket.id))
        return ServiceLevelAssessment(
            of: history, under: settings.serviceLevels, at: now,
            told: try records.serviceLevelMarks(of: ticket.id))
    }

    /// By when staff are to answer the requester; nil when nothing is to be done.
    func respondBy(_ ticket: Ticket) throws(DeskError) -> Timestamp? {
        guard ticket.status.isUnfinished, ticket.firstRespondedAt == nil else { return nil }
        return try present(ticket).firstResponseDueAt
    }

    /// By when the ticket is to be resolved; nil when nothing is to be done.
    func resolveBy(_ ticket: Ticket) throws(DeskError) -> Timestamp? {
        guard ticket.status.isUnfinished else { return nil }
        return try present(ticket).resolutionDueAt
    }

    /// The service level as the records have it: a verb's copy of the ticket is older than its last change.
    private func present(_ ticket: Ticket) throws(DeskError) -> ServiceLevelState {
        try records.ticket(ticket.id)?.serviceLevel ?? ticket.serviceLevel
    }

    /// Looks at a ticket whose time has come: what is at risk or broken now is told, once.
    ///
    /// That it was told is written in the same transaction as the mail, so a kill at any moment neither loses nor
    /// doubles it. After a long stop only the last of what was missed is told for each promise, and what happens to
    /// both at once is one mail.
    ///
    /// - Parameter start: what happened before it was missed, by a stop or by a version that kept no service levels;
    ///   however much that is, it goes out as one mail to each reader.
    package func reviewServiceLevel(of id: Ticket.ID, since start: Timestamp? = nil) throws(DeskError) {
        guard let ticket = try records.ticket(id) else { return }
        let assessment = try assess(ticket)
        var told: [ServiceLevelMark] = []
        for promise in ServiceLevelPromise.allCases {
            let news = assessment.news.filter { $0.promise == promise }
            guard let last = news.last else { continue }
            for mark in news { try records.add(mark, to: id, at: now) }
            told.append(last)
        }
        let isLate = start.map { start in assessment.newsSince.map { $0 < start } ?? false } ?? false
        while let step = told.first?.step {
            try tell(of: told.filter { $0.step == step }, on: id, isLate: isLate)
            told.removeAll { $0.step == step }
        }
        if !assessment.news.isEmpty { try keepServiceLevel(of: id) }
    }

    /// - Parameter marks: the same step of one promise or of both.
    private func tell(of marks: [ServiceLevelMark], on id: Ticket.ID, isLate: Bool) throws(DeskError) {
        guard let first = marks.first else { return }
        var actions: Set<Escalation.Action> = []
        for mark in marks { actions.formUnion(try consequences(of: mark, on: id)) }
        guard let ticket = try records.ticket(id) else { return }
        if actions.contains(.raisePriority) { try raisePriority(of: ticket) }
        var audience: [Person] = []
        if actions.contains(.tellAssignee) { audience += try holders(of: ticket) }
        if actions.contains(.tellLead) { audience += try leads(of: ticket) }
        guard !audience.isEmpty, let present = try records.ticket(id) else { return }
        let kind: MailKind = first.step == .atRisk ? .serviceLevelWarning : .serviceLevelBreach
        var told: Set<Person.ID> = []
        for person in audience where told.insert(person.id).inserted {
            let mail = try notify(kind, person, about: present, by: nil)
            guard mail != .none else { continue }
            if isLate || mail == .digest {
                try records.gather(
                    kind, to: person.id, about: id, for: mail == .digest ? .digest : .flood, at: now)
                continue
            }
            let words = settings.wording(for: person)
            let other = marks.dropFirst().first.map { values(of: $0.promise, on: ticket, words) }
            try mailNotice(
                kind, to: person, about: present, comment: nil, actor: nil,
                extra: [
                    JSON.Member(name: "promise", value: values(of: first.promise, on: ticket, words)),
                    JSON.Member(name: "other_promise", value: other ?? .null),
                ])
        }
    }

    /// Writes down what happened, and gives what the site wants done about it.
    private func consequences(
        of mark: ServiceLevelMark, on id: Ticket.ID
    ) throws(DeskError) -> [Escalation.Action] {
        let escalation = settings.serviceLevels.escalation
        switch mark.step {
        case .atRisk:
            try note(.serviceLevelAtRisk, on: id, by: nil, to: mark.promise.rawValue)
            try announce(.serviceLevelAtRisk, id)
            return escalation.atRisk
        case .breached:
            try note(.serviceLevelBreached, on: id, by: nil, to: mark.promise.rawValue)
            try announce(.serviceLevelBreached, id)
            return escalation.breached
        case .overdue(let percent):
            return escalation.overdue[percent] ?? []
        }
    }

    private func values(
        of promise: ServiceLevelPromise, on ticket: Ticket, _ words: Wording
    ) -> JSON {
        let due =
            switch promise {
            case .firstResponse: ticket.serviceLevel.firstResponseDueAt
            case .resolution: ticket.serviceLevel.resolutionDueAt
            }
        return [
            "name": .string(promise.rawValue), "label": .string(words.label(of: promise)),
            "is_first_response": .bool(promise == .firstResponse),
            "due_at_text": due.map { words($0) }.json,
        ]
    }

    /// Whoever holds the ticket; for one that nobody holds whoever leads its team, else the team, else all staff.
    func holders(of ticket: Ticket) throws(DeskError) -> [Person] {
        if let id = ticket.assignee, let person = try records.person(id), person.isActive { return [person] }
        if let team = ticket.team {
            let leads = try records.leads(of: team)
            if !leads.isEmpty { return leads }
            let members = try records.agents(of: team)
            if !members.isEmpty { return members }
        }
        return try records.agents(of: nil)
    }

    /// Whoever leads the ticket's team, else the admins.
    private func leads(of ticket: Ticket) throws(DeskError) -> [Person] {
        if let team = ticket.team {
            let leads = try records.leads(of: team)
            if !leads.isEmpty { return leads }
        }
        return try records.agents(of: nil).filter { $0.role == .admin }
    }

    private func raisePriority(of ticket: Ticket) throws(DeskError) {
        guard let next = ticket.priority.next else { return }
        var raised = ticket
        raised.priority = next
        raised.updatedAt = now
        let saved = try records.update(raised)
        try note(
            .priority, on: ticket.id, by: nil, from: ticket.priority.rawValue, to: saved.priority.rawValue)
        try announce(.ticketUpdated, ticket.id)
    }

    private func teamName(of ticket: Ticket) throws(DeskError) -> String? {
        guard let id = ticket.team else { return nil }
        return try records.team(id)?.name
    }
}

extension Priority {
    /// One step more urgent; nil when there is none.
    fileprivate var next: Priority? {
        switch self {
        case .low: .medium
        case .medium: .high
        case .high: .critical
        case .critical: nil
        }
    }
}
