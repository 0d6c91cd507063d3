extension Refusal {
    /// The refusal in a sentence for whoever asked; mail, API and console say the same.
    ///
    /// - Parameter words: of whoever asked; English on the clocks of the site without them.
    package func sentence(settings: DeskSettings, _ words: Wording? = nil) -> String {
        let words = words ?? Wording(zone: settings.zone)
        switch self {
        case .notFound:
            return words(.noSuchTicket)
        case .missing(let kind):
            return words(kind.missing)
        case .forbidden(let verb, let kind):
            return words(.mayNot, ["verb": words(verb.phrase), "object": words(kind.object(of: verb))])
        case .alreadyClaimed(let person, let moment):
            return words(.takenAlready, ["name": person.name, "moment": words(moment)])
        case .workloadLimitReached(let limit, let held):
            let list = held.prefix(20).map { settings.reference(of: $0) }.joined(separator: ", ")
            return words(.limitReached, ["held": "\(held.count)", "limit": "\(limit)", "tickets": list])
        case .notPossible(let verb, let status):
            return words(.cannotBe, ["status": words.within(status), "done": words(verb.participle)])
        case .merged(let source, let target):
            let references = (settings.reference(of: source), settings.reference(of: target))
            return words(.mergedInto, ["reference": references.0, "other": references.1])
        case .notMerged(let ticket):
            return words(.notMerged, ["reference": settings.reference(of: ticket)])
        case .stale(let current, _):
            return words(.changedMeanwhile, ["thing": words(.theTicket), "version": "\(current)"])
        case .outdated(let kind, let current):
            return words(.changedMeanwhile, ["thing": words(kind.changed), "version": "\(current)"])
        case .conflict(let sentence):
            return words(sentence)
        case .inUse(let kind, let uses):
            return words(kind.inUse, ["uses": Self.sentencePart(uses, words)])
        case .lastAdmin:
            return words(.noAdminLeft)
        case .invalid(let field, let problem):
            return words(.fieldIs, ["field": words(text: field), "problem": words(problem)])
        }
    }

    private static func sentencePart(_ uses: [Use], _ words: Wording) -> String {
        uses.map { $0.sentencePart(words) }.reduce("") { list, use in
            list.isEmpty ? use : words(.bothUses, ["first": list, "second": use])
        }
    }
}

extension Verb {
    /// As in "You may not … this ticket".
    var phrase: RefusalPhrase {
        switch self {
        case .see: .see
        case .comment: .comment
        case .commentInternally: .commentInternally
        case .claim: .claim
        case .release: .release
        case .assign: .assign
        case .putOnHold: .putOnHold
        case .resolve: .resolve
        case .close: .close
        case .reopen: .reopen
        case .withdraw: .withdraw
        case .edit: .edit
        case .tag: .tag
        case .setDue: .setDue
        case .addParticipant: .addParticipant
        case .removeParticipant: .removeParticipant
        case .merge: .merge
        case .unmerge: .unmerge
        case .list: .list
        case .seeMembers: .seeMembers
        case .create: .create
        case .remove: .remove
        case .schedule: .schedule
        case .administer: .administer
        }
    }

    /// As in "cannot be …".
    var participle: RefusalPhrase {
        switch self {
        case .see, .list, .seeMembers: .seen
        case .comment, .commentInternally: .commented
        case .claim: .claimed
        case .release: .released
        case .assign: .assigned
        case .putOnHold: .madeToWait
        case .resolve: .resolvedThen
        case .close: .closedThen
        case .reopen: .reopened
        case .withdraw: .withdrawnThen
        case .edit, .administer, .schedule: .movedThere
        case .tag: .tagged
        case .setDue: .givenDueDate
        case .addParticipant: .joined
        case .removeParticipant: .left
        case .merge: .merged
        case .unmerge: .takenApart
        case .create: .createdThen
        case .remove: .removedThen
        }
    }
}

extension DeskObject.Kind {
    /// That there is none.
    fileprivate var missing: RefusalPhrase {
        switch self {
        case .ticket: .noSuchTicket
        case .person: .noSuchPerson
        case .team: .noSuchTeam
        case .project: .noSuchProject
        case .notification: .noSuchNotification
        case .analytics: .noSuchAnalytics
        case .outbox: .noSuchOutgoingMail
        case .quarantine: .noSuchQuarantinedMail
        case .message: .noSuchMessage
        case .settings: .noSuchSetting
        }
    }

    /// As in "You may not see …".
    fileprivate func object(of verb: Verb) -> RefusalPhrase {
        let isOfAll = verb == .list || verb == .create
        return switch self {
        case .ticket: isOfAll ? .tickets : .thisTicket
        case .person: isOfAll ? .people : .thisPerson
        case .team: isOfAll ? .teams : .thisTeam
        case .project: isOfAll ? .projects : .thisProject
        case .notification: isOfAll ? .notifications : .thisNotification
        case .analytics: .theAnalytics
        case .outbox: .theOutbox
        case .quarantine: .theQuarantine
        case .message: .theMessages
        case .settings: .theSettings
        }
    }

    /// As in "Somebody changed …"; only some have versions.
    fileprivate var changed: RefusalPhrase {
        switch self {
        case .ticket: .theTicket
        case .person: .thePerson
        case .team: .theTeam
        case .project: .theProject
        case .notification, .analytics, .outbox, .quarantine, .message, .settings: .theThing
        }
    }

    /// What still needs it; only some are needed.
    fileprivate var inUse: RefusalPhrase {
        switch self {
        case .team: .usesInTeam
        case .project: .usesInProject
        case .ticket, .person, .notification, .analytics, .outbox, .quarantine, .message, .settings: .usesOfIt
        }
    }
}
