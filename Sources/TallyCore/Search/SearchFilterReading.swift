/// Understands the filters of a search.
struct SearchFilterReading {
    enum Outcome: Hashable {
        case filter(SearchFilter)
        /// It is no filter.
        case words
        /// It looks like one; the sentence says what is wrong with it.
        case notUnderstood(String)
    }

    let now: Timestamp
    let zone: ZoneRules
    let prefix: String

    private static let names = [
        "status", "is", "priority", "assignee", "requester", "team", "project", "tag", "category", "created",
        "updated", "resolved", "due", "has", "sla",
    ]

    func filter(_ token: SearchToken) -> Outcome {
        guard let name = token.name else { return number(token).map { .filter($0) } ?? .words }
        guard Self.names.contains(name) else { return .words }
        guard !token.value.isEmpty else {
            return .notUnderstood("“\(token.source)” says nothing behind its colon.")
        }
        if token.isExcluded, !["status", "priority", "sla", "is"].contains(name) {
            return .notUnderstood(
                "“-\(token.source)”: only words, status, priority, sla and is can be excluded.")
        }
        if let filter = filter(name, token) { return .filter(filter) }
        return .notUnderstood("“\(token.source)” is not understood\(Self.hint(name)).")
    }

    private func filter(_ name: String, _ token: SearchToken) -> SearchFilter? {
        let value = token.value
        switch name {
        case "status": return statuses(token).map { .statuses($0) }
        case "priority": return choices(token).map { .priorities($0) }
        case "sla": return choices(token).map { .serviceLevels($0) }
        case "is": return state(token)
        case "assignee": return .assignee(Self.who(value))
        case "requester": return Self.who(value) == .nobody ? nil : .requester(Self.who(value))
        case "team": return .team(value)
        case "project": return .project(value)
        case "tag": return .tag(value)
        case "category": return .category(value)
        case "has":
            return ["attachment", "attachments", "file", "files"].contains(value) ? .hasAttachment : nil
        default:
            guard let moment = SearchFilter.Moment(rawValue: name),
                let range = SearchDates(now: now, zone: zone).range(value)
            else { return nil }
            return .time(moment, from: range.from, to: range.to)
        }
    }

    private static func hint(_ name: String) -> String {
        switch name {
        case "status": "; a status is one of \(list(TicketStatus.self))"
        case "priority": "; a priority is one of \(list(Priority.self))"
        case "sla": "; a service level is one of \(list(ServiceLevelStatus.self))"
        case "is": "; it can be unassigned, assigned, open, unfinished, finished or overdue"
        case "has": "; it can be attachment"
        case "created", "updated", "resolved", "due":
            "; a date is written 2026-01-31, with > or < before it, or as 7d"
        default: ""
        }
    }

    private static func list<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> String {
        Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private func statuses(_ token: SearchToken) -> Set<TicketStatus>? {
        if asciiLowercased(token.value.utf8) == "unfinished" {
            return Set(TicketStatus.allCases.filter { $0.isUnfinished != token.isExcluded })
        }
        return choices(token)
    }

    /// One or more names with commas between them; the others when the term is excluded.
    private func choices<Choice>(_ token: SearchToken) -> Set<Choice>?
    where Choice: RawRepresentable<String> & CaseIterable & Hashable {
        var named: Set<Choice> = []
        for word in token.value.utf8.split(separator: UInt8(ascii: ",")) {
            let name = asciiLowercased(word.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 })
            guard let choice = Choice(rawValue: name) else { return nil }
            named.insert(choice)
        }
        guard !named.isEmpty else { return nil }
        return token.isExcluded ? Set(Choice.allCases).subtracting(named) : named
    }

    private func state(_ token: SearchToken) -> SearchFilter? {
        let value = asciiLowercased(token.value.utf8)
        let isMeant = !token.isExcluded
        switch value {
        case "unassigned": return .isAssigned(!isMeant)
        case "assigned": return .isAssigned(isMeant)
        case "unfinished", "finished":
            let isUnfinished = (value == "unfinished") == isMeant
            return .statuses(Set(TicketStatus.allCases.filter { $0.isUnfinished == isUnfinished }))
        case "overdue": return isMeant ? .isOverdue(at: now) : nil
        default:
            return choices(token).map { .statuses($0) } ?? choices(token).map { .serviceLevels($0) }
        }
    }

    private static func who(_ value: String) -> SearchFilter.Who {
        switch asciiLowercased(value.utf8) {
        case "me", "@me": .me
        case "none", "nobody": .nobody
        default: .named(value)
        }
    }

    /// `#12`, and `TT-12` with the site's own letters in either case.
    private func number(_ token: SearchToken) -> SearchFilter? {
        guard !token.isQuoted, !token.isExcluded else { return nil }
        let text = Array(asciiLowercased(token.value.utf8).utf8)
        for mark in ["#", asciiLowercased(prefix.utf8) + "-"] where text.starts(with: mark.utf8) {
            if let number = decimal(text.dropFirst(mark.utf8.count), in: 1...Int(Int32.max)) {
                return .number(Ticket.ID(rawValue: Int64(number)))
            }
        }
        return nil
    }
}
