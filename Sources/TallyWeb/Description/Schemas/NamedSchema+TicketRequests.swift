internal import TallyCore

// What clients send about tickets.
extension NamedSchema {
    private static let tags = Schema.array(.text(least: 1, most: TicketTag.lengthLimit))

    static let newTicket = NamedSchema(
        "NewTicket", "A request of the caller.",
        [
            .always("subject", .words(upTo: 1_000)),
            .always("description", .words(upTo: TicketRoutes.textLimit)),
            .maybe("priority", .nullable(.choice(of: Priority.self)), "`medium` without it."),
            .maybe("category", .nullable(.words(upTo: Desk.categoryLimit))),
            .maybe("team", .nullable(.groupName), "A name or a number."),
            .maybe("project", .nullable(.groupName), "A name or a number."),
            .maybe("due", .nullable(.moment), "A time, or a date that lasts until its last second."),
            .maybe("tags", .nullable(tags)),
        ],
        example: [
            "subject": "My monitor flickers", "description": "Since this morning.", "priority": "medium",
        ])

    static let ticketChanges = NamedSchema(
        "TicketChanges",
        "What is to change, all of it or nothing; with `version`, or `If-Match` in its place.",
        [
            .maybe("version", .count, "The version that the caller saw."),
            .maybe("subject", .words(upTo: 1_000)),
            .maybe("status", .choice(of: TicketStatus.self)),
            .maybe(
                "comment", .nullable(.words(upTo: TicketRoutes.textLimit)),
                "With the status `resolved`: the public comment that says how."),
            .maybe("priority", .choice(of: Priority.self)),
            .maybe("category", .nullable(.words(upTo: Desk.categoryLimit))),
            .maybe("assignee", .nullable(.personName), "A number, an address or `me`."),
            .maybe("team", .nullable(.groupName)),
            .maybe("project", .nullable(.groupName)),
            .maybe("due", .nullable(.moment)),
            .maybe("tags", .nullable(tags), "All the tags that the ticket is to have."),
        ], example: ["version": 2, "priority": "high", "assignee": "me"])

    static let newComment = NamedSchema(
        "NewComment", "Something to say in a ticket.",
        [
            .always("text", .words(upTo: TicketRoutes.textLimit)),
            .maybe("visibility", .nullable(.choice(of: Visibility.self)), "`public` without it."),
            .maybe(
                "attachments", .nullable(.array(.number, most: CommentInput.attachmentLimit)),
                "Numbers of files that were sent to the ticket before."),
        ], example: ["text": "Does it flicker on battery too?", "visibility": "public"])

    static let commentForm = NamedSchema(
        "CommentForm", "A comment with files, which may be under any name.",
        [
            .maybe("text", .text(most: TicketRoutes.textLimit), "May be missing where there are files."),
            .maybe("visibility", .choice(of: Visibility.self)),
            .maybe("file", .array(.text(format: "binary"))),
        ])

    static let merger = NamedSchema(
        "Merger", "The ticket in which the conversation is to go on.",
        [.always("into", .ticketName, "A number or a reference.")], example: ["into": 2])

    static let newParticipant = NamedSchema(
        "NewParticipant", "Somebody who is to take part, by number or by address.",
        schema: .either([
            .object([.always("person", .number)]), .object([.always("email", .mailAddress)]),
        ]), example: ["email": "bob@acme.example"])

    static let duplicateQuestion = NamedSchema(
        "DuplicateQuestion", "A request that perhaps repeats another.",
        [
            .always("subject", .words(upTo: 1_000)), .maybe("description", .nullable(.anyText)),
        ], example: ["subject": "The printer burns", "description": "Since this morning."])
}

// How requests name people and things.
extension Schema {
    /// A time of RFC 3339, or a date.
    static let moment = Schema.either([.time, .date])
    /// A team or a project.
    static let groupName = Schema.either([
        .number, .text(least: 1), .object([.always("id", .number)]), .object([.always("name", .anyText)]),
    ])
    static let personName = Schema.either([
        .number, .text(least: 1), .object([.always("id", .number)]),
        .object([.always("email", .mailAddress)]),
    ])
    static let ticketName = Schema.either([
        .number, .text(least: 1), .object([.always("id", .either([.number, .text(least: 1)]))]),
    ])
}
