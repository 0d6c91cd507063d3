internal import TallyCore

/// Looking for what a restored store has forgotten.
///
/// A mail that was processed after the backup was made lies in the processed folder, where nobody looks for new mail,
/// and the store does not know it. All that came since, and some days before, is fetched once more; what the
/// store knows by its content is not kept twice, so a review that is broken off is simply begun again.
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
            try await review(processed, since: day)
        }
        try await inStore { () async throws(StoreFailure) in
            try await staging.endReview(of: settings.name)
        }
    }

    private func review(_ folder: String, since day: CalendarDay) async throws(Setback) {
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
            return
        }
        do throws(Setback) {
            var floor: UInt32 = 0
            for _ in 0..<Self.mostPasses {
                let found = try onServer { () throws(TransportFailure) in
                    try session.uids(arrivedSince: day, above: floor, limit: Self.mostListed)
                }
                for start in stride(from: 0, to: found.count, by: Self.mostSized) {
                    try await fetchUnknown(
                        Array(found[start..<min(found.count, start + Self.mostSized)]), &session)
                }
                guard found.count == Self.mostListed, let last = found.last else { break }
                floor = last.rawValue
            }
        } catch {
            session.connection.leave()
            throw error
        }
        session.connection.leave()
    }

    private func fetchUnknown(_ uids: [UID], _ session: inout FolderSession) async throws(Setback) {
        let listed = try onServer { () throws(TransportFailure) in try session.sizes(of: uids) }
        let batches =
            listed.map { FetchBatch.plan($0, limit: settings.messageBytes, isAlone: { _ in false }) }
            ?? FetchBatch(uids: uids, isHeaderOnly: false).singles
        for batch in batches {
            var messages: [FetchedMessage] = []
            try onServer { () throws(TransportFailure) in
                _ = try session.fetch(batch) { messages.append($0) }
            }
            try await inStore { () async throws(StoreFailure) in
                try await staging.stageUnknown(messages, in: settings.name)
            }
            onStaged()
        }
    }
}
