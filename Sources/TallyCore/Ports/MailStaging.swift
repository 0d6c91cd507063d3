/// The name that the configuration gives to a mailbox, for example `support`.
package struct MailboxName: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }
}

/// The number under which an IMAP server keeps the UIDs of a folder valid (RFC 3501 §2.3.1.1).
package struct UIDValidity: Hashable, Sendable {
    package let rawValue: UInt32
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// The number of a message in a folder, valid within one `UIDValidity` (RFC 3501 §2.3.1.1).
package struct UID: Hashable, Comparable, Sendable {
    package let rawValue: UInt32
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }
    package static func < (left: UID, right: UID) -> Bool { left.rawValue < right.rawValue }
}

/// One folder of one mailbox in one incarnation: what a `UID` belongs to.
package struct MailboxFolder: Hashable, Sendable {
    package let mailbox: MailboxName
    package let uidValidity: UIDValidity
    package init(mailbox: MailboxName, uidValidity: UIDValidity) {
        self.mailbox = mailbox
        self.uidValidity = uidValidity
    }
}

/// One message as it was fetched, before anybody has read it.
package struct FetchedMessage: Hashable, Sendable {
    package let uid: UID
    /// When the server received it (INTERNALDATE).
    package let internalDate: Timestamp?
    /// The size on the server, in octets (RFC822.SIZE).
    package let size: Int
    /// The message; only its head when `isOversize`.
    package let content: [UInt8]
    /// Larger than `limits.messageBytes`, so that only the header block was fetched.
    package let isOversize: Bool

    package init(uid: UID, internalDate: Timestamp?, size: Int, content: [UInt8], isOversize: Bool) {
        self.uid = uid
        self.internalDate = internalDate
        self.size = size
        self.content = content
        self.isOversize = isOversize
    }
}

/// Where fetched messages become durable before anything happens to them on the server.
package protocol MailStaging: Sendable {
    /// The highest UID ever staged from this folder; nil when there is none.
    func highestStaged(in folder: MailboxFolder) async throws(StoreFailure) -> UID?

    /// Keeps the messages, in one transaction.
    ///
    /// They are on stable storage when this returns.
    ///
    /// A message whose UID or whose content is known already is not kept twice; its UID counts as staged.
    func stage(_ messages: [FetchedMessage], in folder: MailboxFolder) async throws(StoreFailure)

    /// Staged UIDs that were not yet flagged and moved on the server, ascending.
    func unfiled(in folder: MailboxFolder) async throws(StoreFailure) -> [UID]

    /// Remembers that these were flagged and moved on the server.
    func markFiled(_ uids: [UID], in folder: MailboxFolder) async throws(StoreFailure)

    /// When the backup was made that this store was restored from, while the mailbox's processed mail was not looked
    /// through since; nil when there is nothing to look for.
    func reviewStart(of mailbox: MailboxName) async throws(StoreFailure) -> Timestamp?

    /// Keeps those of the messages whose content is not known, as `stage` does; where they lie is not remembered.
    func stageUnknown(_ messages: [FetchedMessage], in mailbox: MailboxName) async throws(StoreFailure)

    /// Remembers that the mailbox's processed mail was looked through.
    func endReview(of mailbox: MailboxName) async throws(StoreFailure)
}
