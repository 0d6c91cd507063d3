/// Looking after mail that did not get through, in both directions.
extension Desk {
    /// Makes an outgoing mail due at once.
    package func retry(_ id: OutgoingMail.ID, by person: Person) throws(DeskError) -> OutboxEntry {
        let entry = try unsent(id, by: person)
        try records.retry(entry.id, at: now)
        return try found(entry.id)
    }

    /// Gives an outgoing mail up; its row stays, and says who did it.
    package func drop(_ id: OutgoingMail.ID, by person: Person) throws(DeskError) -> OutboxEntry {
        let entry = try unsent(id, by: person)
        try records.giveUp(entry.id, reason: "given up by \(person.name)", at: now)
        return try found(entry.id)
    }

    /// Lets a mail that was put aside be processed again.
    package func retry(_ id: StagedMail.ID, by person: Person) throws(DeskError) {
        try records.release(try putAside(id, by: person).id)
    }

    /// Ends a mail that was put aside; its raw message stays.
    package func drop(_ id: StagedMail.ID, by person: Person) throws(DeskError) {
        let mail = try putAside(id, by: person)
        try records.drop(mail.id, reason: "dropped by \(person.name): \(mail.reason)", at: now)
    }

    private func unsent(_ id: OutgoingMail.ID, by person: Person) throws(DeskError) -> OutboxEntry {
        try require(.edit, DeskObject(.outbox), of: person)
        let entry = try found(id)
        switch entry.state {
        case .waiting, .failed: return entry
        case .sending: throw .refused(.conflict(RefusalReason(.isBeingSent, ["number": "\(id.rawValue)"])))
        case .sent: throw .refused(.conflict(RefusalReason(.wasSent, ["number": "\(id.rawValue)"])))
        }
    }

    private func found(_ id: OutgoingMail.ID) throws(DeskError) -> OutboxEntry {
        guard let entry = try records.outboxEntry(id) else { throw .refused(.missing(.outbox)) }
        return entry
    }

    private func putAside(_ id: StagedMail.ID, by person: Person) throws(DeskError) -> QuarantinedMail {
        try require(.edit, DeskObject(.quarantine), of: person)
        guard let mail = try records.quarantined(id) else { throw .refused(.missing(.quarantine)) }
        return mail
    }
}
