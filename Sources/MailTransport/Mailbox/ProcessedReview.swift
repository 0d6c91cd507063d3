internal import TallyCore

/// Looking for what a restored store has forgotten.
///
/// A mail that was processed after the backup was made lies in the processed folder, where nobody looks for new mail,
/// and the store does not know it. All that came since, and some days before, is fetched once more; what the
/// store knows by its content is not kept twice, so a review that is broken off is simply begun again.
///
/// What the server will not hand over keeps nobody from new mail: it is passed over, and asked for again at the next
/// connection, until the review is whole.
extension MailboxWatcher {
    /// So long before the backup a mail may have arrived that was processed after it.
    private static let reviewMargin = Duration.days(7)

    /// Reviews the processed folder when the store asks for it.
    func reviewProcessed() async throws(Setback) {
        let start = try await inStore { () async throws(StoreFailure) in
            try await staging.reviewStart(of: settings.name)
        }
        guard let start else { return }
        if let processed = settings.processed {
            let day = CalendarDay(of: start - Self.reviewMargin, in: .utc)
            guard try await review(processed, since: day) else { return }
        }
        try await inStore { () async throws(StoreFailure) in
            try await staging.endReview(of: settings.name)
        }
        review = ReviewRecord()
    }

    /// - Returns: whether all of the folder was looked at.
    private func review(_ folder: String, since day: CalendarDay) async throws(Setback) -> Bool {
        var reviewed = settings
        reviewed.folder = folder
        reviewed.processed = nil
        let connection = try onServer { () throws(TransportFailure) in
            try IMAPConnection.open(settings, waker: waker)
        }
        var session: FolderSession
        do throws(TransportFailure) {
            session = try FolderSession(connection, settings: reviewed)
        } catch {
            // The server has no such folder: nothing was processed yet.
            guard error.cause == .refused else { throw .transport(error) }
            return !error.description.contains("[NOPERM]")
        }
        review.begin(session.folder)
        do throws(Setback) {
            let listed = try await lookThrough(&session, since: day)
            session.connection.leave()
            return review.isComplete(listed: listed)
        } catch {
            session.connection.leave()
            throw error
        }
    }

    private func lookThrough(
        _ session: inout FolderSession, since day: CalendarDay
    ) async throws(Setback) -> Set<UID> {
        var listed: Set<UID> = []
        var floor: UInt32 = 0
        for _ in 0..<Self.mostPasses {
            let found = try onServer { () throws(TransportFailure) in
                try session.uids(arrivedSince: day, above: floor, limit: Self.mostListed)
            }
            listed.formUnion(found)
            let due = review.due(of: found, at: now())
            for start in stride(from: 0, to: due.count, by: Self.mostSized) {
                try await fetchUnknown(Array(due[start..<min(due.count, start + Self.mostSized)]), &session)
            }
            guard found.count == Self.mostListed, let last = found.last else { break }
            floor = last.rawValue
        }
        return listed
    }

    private func fetchUnknown(_ uids: [UID], _ session: inout FolderSession) async throws(Setback) {
        let batches = try onServer { () throws(TransportFailure) in
            try session.batches(
                of: uids, limit: settings.messageBytes, isAlone: review.unfetched.isSuspect)
        }
        for batch in batches { try await takeUnknown(batch, &session) }
    }

    /// Fetches one batch and keeps what of it is not known.
    private func takeUnknown(_ batch: FetchBatch, _ session: inout FolderSession) async throws(Setback) {
        let collected = CollectedBatch(batch, from: &session)
        review.unfetched.note(collected, at: now())
        if !collected.messages.isEmpty {
            try await inStore { () async throws(StoreFailure) in
                try await staging.stageUnknown(collected.messages, in: settings.name)
            }
            review.note(collected.received)
            onStaged()
        }
        if let failure = collected.failure { throw .transport(failure) }
        guard batch.uids.count > 1 else {
            for uid in collected.missing { review.unfetched.noteRefusal(of: uid, at: now()) }
            return
        }
        for single in batch.singles where collected.missing.contains(single.uids) {
            try await takeUnknown(single, &session)
        }
    }
}
