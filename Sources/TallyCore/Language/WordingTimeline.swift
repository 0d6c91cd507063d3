extension Wording {
    /// What the actor of an entry did, as the rest of a sentence that begins with them.
    package func deed(of entry: TimelineEntry) -> String {
        let (from, to) = (entry.from, entry.to)
        return switch entry.kind {
        case .created: self(.openedIt)
        case .claimed: self(.claimedIt)
        case .released: self(.releasedIt)
        case .assigned: to.map { self(.assignedItTo, ["name": $0]) } ?? self(.assignedIt)
        case .status: self(.setStatus, ["status": status(to)])
        case .priority: self(.setPriority, ["priority": priority(to)])
        case .subject: self(.changedSubject)
        case .category: to.map { self(.setCategory, ["category": $0]) } ?? self(.tookCategory)
        case .team: to.map { self(.movedToTeam, ["team": $0]) } ?? self(.tookFromTeam)
        case .project: to.map { self(.putIntoProject, ["project": $0]) } ?? self(.tookFromProject)
        case .due: to.map { self(.setDueDate, ["moment": moment($0)]) } ?? self(.tookDueDate)
        case .tagged: self(.addedTag, ["tag": to ?? ""])
        case .untagged: self(.tookTag, ["tag": from ?? ""])
        case .participantAdded: self(.addedPerson, ["name": to ?? self(.somebody)])
        case .participantRemoved: self(.tookPerson, ["name": from ?? self(.somebody)])
        case .merged:
            from.map { self(.mergedIntoThis, ["reference": $0]) }
                ?? self(.mergedItInto, ["reference": to ?? self(.anotherTicket)])
        case .unmerged:
            to.map { self(.splitOff, ["reference": $0]) }
                ?? self(.tookItOut, ["reference": from ?? self(.anotherTicket)])
        case .comment: entry.isInternal ? self(.addedNote) : self(.wroteComment)
        case .resolved: self(.resolvedIt)
        case .reopened: self(.reopenedIt)
        case .closed: self(.closedIt)
        case .withdrawn: self(.withdrewIt)
        case .linked: self(.linkedIt, ["reference": to ?? self(.anotherTicket)])
        case .mentioned: self(.notedMention, ["reference": to ?? self(.anotherTicket)])
        case .forwarded: self(.forwardedMail, ["name": to ?? self(.somebody)])
        case .serviceLevelAtRisk: self(.warnedOfPromise, ["promise": promise(to)])
        case .serviceLevelBreached: self(.notedPromise, ["promise": promise(to)])
        case .undone: to.map { self(.tookBack, ["verbs": $0]) } ?? self(.tookMailBack)
        case .bounced: self(.heardOfBounce, ["address": to ?? self(.somebody)])
        }
    }

    private func status(_ name: String?) -> String {
        name.flatMap(TicketStatus.init(rawValue:)).map { within($0) } ?? name ?? "–"
    }

    private func priority(_ name: String?) -> String {
        name.flatMap(Priority.init(rawValue:)).map { within($0) } ?? name ?? "–"
    }

    private func moment(_ text: String) -> String {
        Timestamp(internetTime: text).map { self($0) } ?? text
    }

    private func promise(_ name: String?) -> String {
        name.flatMap(ServiceLevelPromise.init(rawValue:)).map { label(of: $0) } ?? self(.serviceLevelThere)
    }
}
