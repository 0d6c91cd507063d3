internal import TallyCore

// Tickets.
extension APIOperation {
    private static let ticket = Parameter.path("id", "The number of the ticket.")

    static let listTickets = APIOperation(
        method: .get, path: "/tickets", name: "listTickets", subject: .tickets,
        summary: "List the tickets that the caller may see", access: .signedIn,
        note: "Filters narrow one another. A cursor belongs to its order.",
        parameters: [
            .choices("status", of: TicketStatus.self, "Any of these."),
            .choices("priority", of: Priority.self, "Any of these."),
            .choices("sla_status", of: ServiceLevelStatus.self, "Any of these."),
            .query("assignee", .text(pattern: "^(me|none|[1-9][0-9]{0,17})$"), "A number, `me` or `none`."),
            .query("requester", .text(pattern: "^(me|[1-9][0-9]{0,17})$"), "A number or `me`."),
            .query("team", .anyText, "A name or a number."),
            .query("project", .anyText, "A number, a name, a part of one, or `none`."),
            .query("category", .anyText, "The whole name."),
            .query("tag", .anyText, "One tag."),
            .query("due", .anyText, "As in a search: `<2026-01-31`, `7d`."),
            .query("q", .text(most: TicketFilter.wordsLimit), "A search: words, phrases, filters."),
            .query(
                "sort", .text(pattern: sortPattern),
                "With `-` in front highest first, with `:asc` behind lowest first."),
        ] + Parameter.paging, answer: .list(.ticketList))

    private static var sortPattern: String {
        let names = TicketQuery.Order.allCases.map(\.rawValue).joined(separator: "|")
        return "^[-+]?(\(names))(_at)?(:asc|:desc)?$"
    }

    static let showDashboard = APIOperation(
        method: .get, path: "/dashboard", name: "showDashboard", subject: .tickets,
        summary: "Show the desk at a glance", access: .signedIn,
        note: "Counts the tickets that the caller may see, as their lists do.",
        parameters: [
            .query(
                "days",
                .integer(
                    least: Int64(DashboardRoutes.daysRange.lowerBound),
                    most: Int64(DashboardRoutes.daysRange.upperBound)),
                "How many days `series` has, today included; \(DashboardRoutes.defaultDays) without it.")
        ], answer: .json(.ok, .dashboard))

    static let openTicket = APIOperation(
        method: .post, path: "/tickets", name: "openTicket", subject: .tickets,
        summary: "Open a ticket for the caller", access: .signedIn, content: .json(.newTicket),
        answer: .json(.created, .ticketDetail), isVersioned: true, conflicts: [.conflict])

    static let showTicket = APIOperation(
        method: .get, path: "/tickets/{id}", name: "showTicket", subject: .tickets,
        summary: "Show a ticket with its conversation and history", access: .right(.see, .ticket),
        parameters: [ticket], answer: .json(.ok, .ticketDetail), isVersioned: true)

    static let changeTicket = change(.patch, "changeTicket")
    static let putTicket = change(.put, "putTicket")

    private static func change(_ method: HTTPMethod, _ name: String) -> APIOperation {
        APIOperation(
            method: method, path: "/tickets/{id}", name: name, subject: .tickets,
            summary: "Change what the body names", access: .right(.edit, .ticket),
            note: """
                PATCH and PUT do the same. A status is reached by the desk's own verbs, each with its own right: \
                requesters may resolve, reopen and withdraw.
                """,
            parameters: [ticket, .ifMatch], content: .json(.ticketChanges),
            answer: .json(.ok, .ticketDetail),
            isVersioned: true, conflicts: [.conflict, .preconditionRequired])
    }

    static let claimTicket = act(.claim, "claimTicket", "Take a ticket that nobody has")
    static let releaseTicket = act(.release, "releaseTicket", "Give a ticket back")
    static let withdrawTicket = act(.withdraw, "withdrawTicket", "Withdraw one's own request")
    static let unmergeTicket = act(.unmerge, "unmergeTicket", "Let a merged ticket be by itself again")

    private static func act(_ verb: Verb, _ name: String, _ summary: String) -> APIOperation {
        APIOperation(
            method: .post, path: "/tickets/{id}/\(verb.rawValue)", name: name, subject: .tickets,
            summary: summary, access: .right(verb, .ticket), parameters: [ticket],
            answer: .json(.ok, .ticketDetail), isVersioned: true, conflicts: [.conflict])
    }

    static let mergeTicket = APIOperation(
        method: .post, path: "/tickets/{id}/merge", name: "mergeTicket", subject: .tickets,
        summary: "Let the conversation go on in another ticket", access: .right(.merge, .ticket),
        parameters: [ticket], content: .json(.merger), answer: .json(.ok, .ticketDetail),
        isVersioned: true, conflicts: [.conflict])

    static let addParticipant = APIOperation(
        method: .post, path: "/tickets/{id}/participants", name: "addParticipant", subject: .tickets,
        summary: "Let somebody take part", access: .right(.addParticipant, .ticket), parameters: [ticket],
        content: .json(.newParticipant), answer: .json(.ok, .ticketDetail), isVersioned: true,
        conflicts: [.conflict])

    static let removeParticipant = APIOperation(
        method: .delete, path: "/tickets/{id}/participants/{person}", name: "removeParticipant",
        subject: .tickets, summary: "Take somebody out, or oneself",
        access: .right(.removeParticipant, .ticket),
        parameters: [ticket, .path("person", "The number of the person.")], answer: .nothing,
        conflicts: [.conflict, .unprocessableContent])

    static let findDuplicates = APIOperation(
        method: .post, path: "/tickets/check-duplicate", name: "findDuplicates", subject: .tickets,
        summary: "Find what was perhaps asked before", access: .signedIn,
        content: .json(.duplicateQuestion), answer: .json(.ok, .duplicates))

    static let ticketReport = APIOperation(
        method: .get, path: "/tickets/{id}/pdf", name: "ticketReport", subject: .tickets,
        summary: "Get the ticket's report as a PDF", access: .right(.see, .ticket), parameters: [ticket],
        answer: .file(["application/pdf"], isCut: false))
}

// What was said in them.
extension APIOperation {
    static let addComment = APIOperation(
        method: .post, path: "/tickets/{id}/comments", name: "addComment", subject: .conversation,
        summary: "Say something in a ticket", access: .right(.comment, .ticket),
        note: "As JSON, or as a form with files. Internal comments are for staff only.",
        parameters: [ticket], content: .form(.commentForm, json: .newComment),
        answer: .json(.created, .comment), conflicts: [.conflict])

    static let listAttachments = APIOperation(
        method: .get, path: "/tickets/{id}/attachments", name: "listAttachments", subject: .conversation,
        summary: "List the files of a ticket", access: .right(.see, .ticket), parameters: [ticket],
        answer: .list(.attachmentList))

    static let upload = APIOperation(
        method: .post, path: "/tickets/{id}/attachments", name: "upload", subject: .conversation,
        summary: "Send files to a ticket", access: .right(.comment, .ticket), parameters: [ticket],
        content: .form(.commentForm), answer: .json(.created, .uploaded), conflicts: [.conflict])

    static let downloadAttachment = APIOperation(
        method: .get, path: "/attachments/{id}", name: "downloadAttachment", subject: .conversation,
        summary: "Get a file", access: .right(.see, .ticket),
        note:
            "Handed over as a file, under its type if that is a harmless one. `Range` continues a download.",
        parameters: [.path("id", "The number of the attachment.")],
        answer: .file(AttachmentRoutes.answeredTypes))

    static let downloadMessage = APIOperation(
        method: .get, path: "/tickets/{id}/messages/{mid}/raw", name: "downloadMessage",
        subject: .conversation, summary: "Get the mail behind a comment as it came, for staff",
        access: .right(.commentInternally, .ticket),
        parameters: [ticket, .path("mid", "`message` of the comment.")],
        answer: .file(["message/rfc822"]))
}

// What the caller was told.
extension APIOperation {
    static let listNotifications = APIOperation(
        method: .get, path: "/notifications", name: "listNotifications", subject: .notifications,
        summary: "List what the caller was told, newest first", access: .signedIn,
        parameters: [.query("unread", .boolean, "Only what is not read.")] + Parameter.paging,
        answer: .list(.notificationList))

    static let readNotification = APIOperation(
        method: .put, path: "/notifications/{id}/read", name: "readNotification", subject: .notifications,
        summary: "Note that one was read", access: .right(.edit, .notification),
        parameters: [.path("id", "The number of the notification.")], answer: .json(.ok, .notification))

    static let readAllNotifications = APIOperation(
        method: .put, path: "/notifications/read-all", name: "readAllNotifications",
        subject: .notifications, summary: "Note that all were read", access: .signedIn, answer: .nothing)

    static let showNotificationPreferences = APIOperation(
        method: .get, path: "/notifications/preferences", name: "showNotificationPreferences",
        subject: .notifications, summary: "Show how the caller is told", access: .signedIn,
        answer: .json(.ok, .notificationPreferences))

    static let changeNotificationPreferences = APIOperation(
        method: .put, path: "/notifications/preferences", name: "changeNotificationPreferences",
        subject: .notifications, summary: "Say how the caller is to be told", access: .signedIn,
        content: .json(.notificationPreferenceChanges), answer: .json(.ok, .notificationPreferences))
}
