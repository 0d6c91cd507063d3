package import TallyCore

/// Removing what has been kept long enough and what nobody names any more.
extension SQLiteStore {
    /// What was removed.
    package struct Purged: Hashable, Sendable {
        /// Outgoing mails that lost their bytes.
        package var sentBytes = 0
        /// Rows of outgoing mail.
        package var outgoing = 0
        package var events = 0
        package var notifications = 0
        /// Received mails that are not kept as they arrived any more.
        package var rawMail = 0
        /// Sign-ins, links into accounts, proofs of addresses and questions that nobody can use any more.
        package var lapsed = 0
        /// What mails with verbs did, for `undo`.
        package var commandMails = 0
        package var replyTokens = 0
        /// Addresses at which mail did not arrive.
        package var bounces = 0
        package var contactMessages = 0
        /// Received mails that nobody let in.
        package var heldMail = 0

        package var total: Int {
            sentBytes + outgoing + events + notifications + rawMail + lapsed + commandMails + replyTokens
                + bounces + contactMessages + heldMail
        }
    }

    /// Content files that no row names.
    package struct Orphans: Hashable, Sendable {
        package var files = 0
        package var octets: Int64 = 0
    }

    /// The folders that content lies in are numbered from 0 up to this.
    package static let contentFolders = ContentPurge.folders

    /// How many rows of each kind are removed in one transaction.
    package static let purgeLimit = 200

    /// Removes some of what is older than it has to be, in one transaction.
    ///
    /// - Returns: what was removed; nothing when there is nothing left to remove.
    package func purge(_ retention: Retention, at now: Timestamp) throws(DeskError) -> Purged {
        try records.run("BEGIN IMMEDIATE")
        do throws(DeskError) {
            var purged = try purgeMail(retention, at: now)
            let contents = try purgeReceived(retention, at: now, &purged)
            // A backup that is being written still wants them: they go when they have been idle for a day.
            for name in contents { records.content.touch(name) }
            try records.run("COMMIT")
            if purged.total > 0 { noteWrite() }
            return purged
        } catch {
            try rollBack()
            throw error
        }
    }

    /// What left, and what it left behind.
    private func purgeMail(_ retention: Retention, at now: Timestamp) throws(DeskError) -> Purged {
        let limit = Self.purgeLimit
        var purged = Purged()
        purged.lapsed = try records.removeLapsed(at: now, limit: limit)
        if let time = retention.outgoing {
            purged.outgoing = try records.removeOutgoing(finishedBefore: now - time, limit: limit)
            purged.commandMails = try records.removeCommandMails(before: now - time, limit: limit)
            purged.replyTokens = try records.removeReplyTokens(expiredBefore: now - time, limit: limit)
            purged.bounces = try records.removeBounces(before: now - time, limit: limit)
        }
        if let time = retention.sentBytes {
            purged.sentBytes = try records.forgetBytes(finishedBefore: now - time, limit: limit)
        }
        if let time = retention.events {
            purged.events = try records.removeEvents(before: now - time, limit: limit)
        }
        if let time = retention.notifications {
            purged.notifications = try records.removeNotifications(before: now - time, limit: limit)
        }
        return purged
    }

    /// What arrived.
    ///
    /// - Returns: the names of contents that a row less names.
    private func purgeReceived(
        _ retention: Retention, at now: Timestamp, _ purged: inout Purged
    ) throws(DeskError) -> [String] {
        let limit = Self.purgeLimit
        var contents: [String] = []
        if let time = retention.rawMail {
            contents = try records.forgetRawMail(finishedBefore: now - time, limit: limit)
            purged.rawMail = contents.count
        }
        if let time = retention.heldMail {
            let held = try records.giveUpHeldMail(finishedBefore: now - time, limit: limit)
            purged.heldMail = held.count
            contents += held.filter { !$0.isEmpty }
        }
        if let time = retention.contactMessages {
            purged.contactMessages = try records.removeContactMessages(before: now - time, limit: limit)
        }
        return contents
    }

    /// Removes files that no row names from one of the folders of content.
    ///
    /// - Parameter folder: 0 to 255.
    /// - Returns: how many.
    package func purgeContent(folder: Int, at now: Timestamp) throws(DeskError) -> Int {
        let purge = ContentPurge(content: records.content, now: now)
        let found = purge.old(in: folder)
        guard !found.names.isEmpty || !found.leftovers.isEmpty else { return 0 }
        // Nobody can commit a row that names one of them meanwhile.
        try records.run("BEGIN IMMEDIATE")
        do throws(DeskError) {
            var removed = 0
            for leftover in found.leftovers {
                try purge.clear(leftover, in: folder) { name throws(DeskError) in
                    try records.unnamedContent(of: [name]).isEmpty
                }
            }
            for name in try records.unnamedContent(of: found.names) where purge.remove(name, in: folder) {
                removed += 1
            }
            try records.run("COMMIT")
            return removed
        } catch {
            try rollBack()
            throw error
        }
    }

    /// Old content files that no row names, in all folders; they do no harm, and go in time.
    package func orphanedContent(at now: Timestamp) throws(DeskError) -> Orphans {
        let purge = ContentPurge(content: records.content, now: now)
        var orphans = Orphans()
        for folder in 0..<ContentPurge.folders {
            let names = try records.unnamedContent(of: purge.old(in: folder).names)
            orphans.files += names.count
            orphans.octets += purge.octets(of: names, in: folder)
        }
        return orphans
    }
}
