import TallyCore

/// A store that keeps staged messages in memory and remembers what was asked of it.
///
/// The content alone decides whether a message is known, as in the real store.
actor MemoryStaging: MailStaging {
    private(set) var contents: [[UInt8]] = []
    private(set) var messages: [FetchedMessage] = []
    private(set) var folders: Set<MailboxFolder> = []
    private var staged: [MailboxFolder: [UID: Bool]] = [:]
    private var failures: [StoreFailure] = []

    /// The next calls of `stage` fail so.
    func fail(_ failures: [StoreFailure]) { self.failures = failures }

    func highestStaged(in folder: MailboxFolder) -> UID? { staged[folder]?.keys.max() }

    func stage(_ messages: [FetchedMessage], in folder: MailboxFolder) throws(StoreFailure) {
        if !failures.isEmpty { throw failures.removeFirst() }
        folders.insert(folder)
        for message in messages {
            if !contents.contains(message.content) {
                contents.append(message.content)
                self.messages.append(message)
            }
            staged[folder, default: [:]][message.uid] = staged[folder]?[message.uid] ?? false
        }
    }

    /// Set when the store is one that was restored.
    private var reviewStart: Timestamp?

    func restored(from moment: Timestamp) { reviewStart = moment }

    func reviewStart(of mailbox: MailboxName) -> Timestamp? { reviewStart }

    func endReview(of mailbox: MailboxName) { reviewStart = nil }

    func stageUnknown(_ messages: [FetchedMessage], in mailbox: MailboxName) throws(StoreFailure) {
        if !failures.isEmpty { throw failures.removeFirst() }
        for message in messages where !contents.contains(message.content) {
            contents.append(message.content)
            self.messages.append(message)
        }
    }

    func unfiled(in folder: MailboxFolder) -> [UID] {
        staged[folder, default: [:]].filter { !$0.value }.keys.sorted()
    }

    func markFiled(_ uids: [UID], in folder: MailboxFolder) {
        for uid in uids { staged[folder]?[uid] = true }
    }
}
