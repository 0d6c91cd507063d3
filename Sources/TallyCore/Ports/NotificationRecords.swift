/// What people were told in the console, and how they want to be told.
package protocol NotificationRecords {
    /// Keeps a notification; the oldest ones of a person who has very many go.
    func addNotification(
        _ kind: NotificationKind, to person: Person.ID, about ticket: Ticket.ID, by actor: Person.ID?,
        at now: Timestamp
    ) throws(DeskError) -> Notification.ID
    /// Somebody's notifications, newest first.
    ///
    /// - Parameter last: the number the page before ended with.
    func notifications(
        of person: Person.ID, unreadOnly: Bool, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<Notification>
    func notification(_ id: Notification.ID) throws(DeskError) -> Notification?
    func unreadNotifications(of person: Person.ID) throws(DeskError) -> Int
    /// Notes that somebody has read one of theirs, or all with nil.
    func markRead(_ id: Notification.ID?, of person: Person.ID, at now: Timestamp) throws(DeskError)

    /// How somebody wants to be told; every way unless they said otherwise.
    func preference(
        for kind: NotificationKind, of person: Person.ID
    ) throws(DeskError) -> NotificationPreference
    func setPreference(
        _ preference: NotificationPreference, for kind: NotificationKind, of person: Person.ID
    ) throws(DeskError)
}
