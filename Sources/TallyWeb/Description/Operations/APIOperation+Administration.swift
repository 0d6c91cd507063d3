internal import TallyCore

// What admins look after.
extension APIOperation {
    static let listOutbox = APIOperation(
        method: .get, path: "/admin/outbox", name: "listOutbox", subject: .administration,
        summary: "List outgoing mail, newest first", access: .right(.see, .outbox),
        parameters: [.choices("state", of: OutboxEntry.State.self, "Any of these.")] + Parameter.paging,
        answer: .list(.list(of: .outgoingMail)))

    static let retryMail = APIOperation(
        method: .post, path: "/admin/outbox/{id}/retry", name: "retryMail", subject: .administration,
        summary: "Make a mail due at once", access: .right(.edit, .outbox), parameters: [mail],
        answer: .json(.ok, .outgoingMail), conflicts: [.conflict])

    static let dropMail = APIOperation(
        method: .delete, path: "/admin/outbox/{id}", name: "dropMail", subject: .administration,
        summary: "Give a mail up", access: .right(.edit, .outbox), note: "Its row stays.",
        parameters: [mail], answer: .nothing, conflicts: [.conflict])

    static let listQuarantine = APIOperation(
        method: .get, path: "/admin/quarantine", name: "listQuarantine", subject: .administration,
        summary: "List received mail that was put aside", access: .right(.see, .quarantine),
        parameters: Parameter.paging, answer: .list(.list(of: .quarantinedMail)))

    static let downloadQuarantined = APIOperation(
        method: .get, path: "/admin/quarantine/{id}/raw", name: "downloadQuarantined",
        subject: .administration, summary: "Get a mail as it came", access: .right(.see, .quarantine),
        parameters: [mail], answer: .file(["message/rfc822"]))

    static let retryQuarantined = APIOperation(
        method: .post, path: "/admin/quarantine/{id}/retry", name: "retryQuarantined",
        subject: .administration, summary: "Let a mail be read again", access: .right(.edit, .quarantine),
        parameters: [mail], answer: .nothing, conflicts: [.conflict])

    static let dropQuarantined = APIOperation(
        method: .delete, path: "/admin/quarantine/{id}", name: "dropQuarantined",
        subject: .administration, summary: "End a mail; its octets are kept",
        access: .right(.edit, .quarantine), parameters: [mail], answer: .nothing, conflicts: [.conflict])

    static let listAudit = APIOperation(
        method: .get, path: "/admin/audit", name: "listAudit", subject: .administration,
        summary: "List what was done to tickets, newest first", access: .right(.see, .outbox),
        parameters: Parameter.paging, answer: .list(.list(of: .auditEntry)))

    static let showHealth = APIOperation(
        method: .get, path: "/admin/health", name: "showHealth", subject: .administration,
        summary: "Show what works and what does not", access: .right(.see, .outbox),
        answer: .json(.ok, .health))

    private static let mail = Parameter.path("id", "The number of the mail.")

    static let listContactMessages = APIOperation(
        method: .get, path: "/admin/messages", name: "listContactMessages", subject: .administration,
        summary: "List messages of the contact form, newest first", access: .right(.see, .message),
        parameters: [.query("unread", .boolean, "Only what is not read.")] + Parameter.paging,
        answer: .list(.list(of: .contactMessage)))

    static let readContactMessage = APIOperation(
        method: .patch, path: "/admin/messages/{id}/read", name: "readContactMessage",
        subject: .administration, summary: "Note that one was read", access: .right(.edit, .message),
        parameters: [.path("id", "The number of the message.")], answer: .json(.ok, .contactMessage))

    static let showAnalytics = APIOperation(
        method: .get, path: "/admin/analytics", name: "showAnalytics", subject: .administration,
        summary: "Show the desk in numbers", access: .right(.see, .analytics),
        parameters: [
            .query("from", .date, "The first day; 30 days before the last without it."),
            .query("to", .date, "The last day, included; today without it."),
            .query("by", .choice(of: CalendarPeriod.Step.self), "How long the pieces of `series` are."),
            .query("team", .anyText, "A name or a number."),
            .query("person", .number, "The number of who holds the tickets."),
            .query("project", .number, "The number of a project."),
            .query("category", .anyText, "The whole name."),
            .query("priority", .choice(of: Priority.self), "One priority."),
        ], answer: .json(.ok, .analytics))
}

// What needs no sign-in.
extension APIOperation {
    static let showSite = APIOperation(
        method: .get, path: "/site", name: "showSite", subject: .site,
        summary: "Show what everybody may know", access: .anyone, answer: .json(.ok, .site))

    static let contact = APIOperation(
        method: .post, path: "/contact", name: "contact", subject: .site,
        summary: "Write to the admins", access: .anyone,
        note: "Five at once and then one in ten minutes from one address.",
        content: .json(.newContactMessage), answer: .json(.accepted, .received))
}
