/// Messages of the contact form.
package protocol ContactRecords {
    func add(_ draft: ContactMessageDraft, at now: Timestamp) throws(DeskError)
    /// Messages, newest first.
    ///
    /// - Parameters:
    ///   - isUnread: only those that nobody has read.
    ///   - last: the number the page before ended with.
    func contactMessages(
        isUnread: Bool, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<ContactMessage>
    func contactMessage(_ id: ContactMessage.ID) throws(DeskError) -> ContactMessage?
    /// Notes that a message was read; the first time counts.
    func markRead(_ message: ContactMessage.ID, at now: Timestamp) throws(DeskError)
}
