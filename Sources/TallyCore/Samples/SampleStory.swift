/// How one sample ticket went, from the request to its end or to the present.
///
/// What would happen after the present has not happened: a ticket of this morning is still open.
struct SampleStory {
    var sample: SampleTicket
    private let requester: Person
    private let agent: Person
    private let now: Timestamp
    /// When the last thing happened.
    private var time: Timestamp

    init(_ draft: TicketDraft, at start: Timestamp, requester: Person, agent: Person, now: Timestamp) {
        sample = SampleTicket(ticket: Ticket(id: Ticket.ID(rawValue: 0), draft: draft, createdAt: start))
        self.requester = requester
        self.agent = agent
        self.now = now
        time = start
    }

    mutating func tell(
        _ topic: SampleTopic, _ language: SampleLanguage, _ filling: Filling, _ random: inout SampleRandom
    ) {
        let request = [language.greeting, filling.fill(topic.request), language.closing, requester.name]
        note(.created, by: requester, to: TicketStatus.open.rawValue)
        say(request.joined(separator: "\n\n"), requester, attachment: attachment(filling, &random))
        let promise = Self.promises[sample.ticket.priority] ?? Self.longest
        sample.ticket.serviceLevel.firstResponseDueAt = time + promise.response
        sample.ticket.serviceLevel.resolutionDueAt = time + promise.resolution
        if random.chance(0.03) {
            if wait(random.longTailed(around: .hours(5))) { end(.withdrawn, by: requester) }
        } else if random.chance(0.985), wait(random.longTailed(around: promise.response)) {
            work(topic, filling, promise, &random)
        }
        sample.ticket.updatedAt = time
        sample.ticket.version = sample.timeline.count
        settleServiceLevel()
    }

    private mutating func work(
        _ topic: SampleTopic, _ filling: Filling, _ promise: Promise, _ random: inout SampleRandom
    ) {
        claim()
        if random.chance(0.6) {
            guard wait(random.longTailed(around: .minutes(20))) else { return }
            say(filling.fill(topic.question), agent)
            if random.chance(0.5) { move(to: .waiting, by: agent) }
            let patience: Duration = random.chance(0.15) ? .days(15) : .hours(6)
            guard wait(random.longTailed(around: patience)) else { return }
            say(filling.fill(topic.answer), requester)
            if sample.ticket.status == .waiting { move(to: .inProgress, by: requester) }
        }
        if random.chance(0.15) {
            guard wait(random.longTailed(around: .hours(1))) else { return }
            say("\(filling.fill("{host}")): \(topic.category), \(filling.fill("{code}"))", agent, .internal)
        }
        guard wait(random.longTailed(around: promise.resolution)) else { return }
        say(filling.fill(topic.solution), agent)
        end(.resolved, by: agent)
        guard random.chance(0.9), wait(.days(14)) else { return }
        end(.closed, by: nil)
    }

    // MARK: Steps

    /// Lets time pass; false when it would be over the present.
    private mutating func wait(_ duration: Duration) -> Bool {
        guard time + duration < now else { return false }
        time = time + duration
        return true
    }

    private mutating func claim() {
        sample.ticket.assignee = agent.id
        sample.ticket.assignedAt = time
        let before = sample.ticket.status
        sample.ticket.move(to: .inProgress, at: time)
        note(.claimed, by: agent, from: before.rawValue, to: sample.ticket.status.rawValue)
    }

    private mutating func move(to status: TicketStatus, by person: Person) {
        let before = sample.ticket.status
        sample.ticket.move(to: status, at: time)
        note(.status, by: person, from: before.rawValue, to: status.rawValue)
    }

    private mutating func end(_ status: TicketStatus, by person: Person?) {
        let before = sample.ticket.status
        sample.ticket.move(to: status, at: time)
        let kind: TimelineEntry.Kind =
            switch status {
            case .withdrawn: .withdrawn
            case .closed: .closed
            case .resolved, .open, .inProgress, .waiting: .resolved
            }
        note(kind, by: person, from: before.rawValue, to: status.rawValue)
    }

    private mutating func say(
        _ text: String, _ author: Person, _ visibility: Visibility = .public,
        attachment: AttachmentDraft? = nil
    ) {
        let content = CommentDraft(
            author: author.id, visibility: visibility, source: .mail, text: text, isVerified: true,
            attachments: attachment.map { [$0] } ?? [])
        sample.comments.append(SampleTicket.Comment(at: time, content: content))
        if sample.comments.count > 1 { note(.comment, by: author, to: visibility.rawValue) }
        if author.isAgent, visibility == .public, sample.ticket.firstRespondedAt == nil {
            sample.ticket.firstRespondedAt = time
        }
    }

    private mutating func note(
        _ kind: TimelineEntry.Kind, by person: Person?, from: String? = nil, to: String? = nil
    ) {
        sample.timeline.append(
            TimelineEntry(
                at: time, actor: person?.id, kind: kind, from: from, to: to,
                source: person == nil ? .system : .mail))
    }

    /// A few small files, many of them the same one, as signatures' logos are.
    private func attachment(_ filling: Filling, _ random: inout SampleRandom) -> AttachmentDraft? {
        guard random.chance(0.02) else { return nil }
        let name = random.pick(["screenshot", "error-log", "Protokoll", "スクリーンショット", "снимок"])
        let text = "\(name)\nerror 0x8000\(Int(random.next() % 40) + 10)\n"
        return AttachmentDraft(
            filename: "\(name)-\(filling.fill("{n}")).txt", contentType: "text/plain", isInline: false,
            contentID: nil, content: Array(text.utf8))
    }

    // MARK: Promises

    private struct Promise {
        let response: Duration
        let resolution: Duration
    }

    private static let longest = Promise(response: .hours(24), resolution: .days(7))
    private static let promises: [Priority: Promise] = [
        .low: longest, .medium: Promise(response: .hours(8), resolution: .days(3)),
        .high: Promise(response: .hours(2), resolution: .days(1)),
        .critical: Promise(response: .minutes(30), resolution: .hours(4)),
    ]

    /// Compares what was promised with what happened.
    private mutating func settleServiceLevel() {
        guard let due = sample.ticket.serviceLevel.resolutionDueAt else { return }
        let end = sample.ticket.resolvedAt ?? now
        let isUnfinished = sample.ticket.status.isUnfinished
        let status: ServiceLevelStatus =
            if sample.ticket.status == .waiting {
                .paused
            } else if end > due, sample.ticket.status != .withdrawn {
                .breached
            } else if !isUnfinished {
                .met
            } else if due - now < .milliseconds((due - sample.ticket.createdAt).milliseconds / 5) {
                .atRisk
            } else {
                .onTrack
            }
        sample.ticket.serviceLevel.status = status
        if isUnfinished, due > now { sample.ticket.serviceLevel.nextAt = due }
    }
}
