internal import TallyCore

// Tickets as the API shows them.
extension NamedSchema {
    static let ticketReference = NamedSchema(
        "TicketReference", "Which ticket something is about.",
        [
            .always("id", .number), .always("reference", .anyText),
        ])

    private static let ticketMembers: [Schema.Property] = [
        .always("id", .number, "The number in `reference`."),
        .always("reference", .anyText),
        .always("subject", .anyText),
        .always("status", .choice(of: TicketStatus.self)),
        .always("priority", .choice(of: Priority.self)),
        .always("category", .nullable(.anyText)),
        .always("requester", .nullable(.named(.person))),
        .always("assignee", .nullable(.named(.person))),
        .always("team", .nullable(.anyText), "The team's name."),
        .always("project", .nullable(.named(.projectName))),
        .always("participants", .array(.named(.person))),
        .always("created_at", .time),
        .always("updated_at", .time),
        .always("tags", .array(.anyText)),
        .always("merged_into", .nullable(.anyText), "The ticket in which the conversation goes on."),
        .always("due", .nullable(.time)),
        .always("first_response_due_at", .nullable(.time)),
        .always("resolution_due_at", .nullable(.time), "Null also while the ticket waits."),
        .always("first_responded_at", .nullable(.time)),
        .always("resolved_at", .nullable(.time)),
        .always("sla_status", .choice(of: ServiceLevelStatus.self)),
        .always("version", .count, "Counts the changes; what a change has to name."),
    ]

    static let ticket = NamedSchema(
        "Ticket", "A ticket as lists and events show it.", ticketMembers, example: .object(exampleMembers))

    static let ticketDetail = NamedSchema(
        "TicketDetail", "A ticket with its conversation and its history, as far as the caller may know them.",
        ticketMembers + [
            .always("comments", .array(.named(.comment)), "The first is the message that opened the ticket."),
            .always("timeline", .array(.named(.timelineEntry))),
        ],
        example: .object(
            exampleMembers + [("comments", [exampleComment]), ("timeline", [exampleEntry])].present))

    static let ticketList = NamedSchema.list(
        of: .ticket,
        more: [
            .always("notes", .array(.anyText), "What of the search was taken for words, and why.")
        ])

    static let comment = NamedSchema(
        "Comment", "Something that was said in a ticket.",
        [
            .always("id", .number),
            .always("ticket", .anyText, "The reference of the ticket that it was written to."),
            .always("author", .nullable(.named(.person))),
            .always("visibility", .choice(of: Visibility.self)),
            .always("source", .choice(of: Source.self)),
            .always("text", .anyText, "The text without quotation and signature."),
            .always(
                "html", .nullable(.anyText),
                "The mail's HTML, made harmless; of mail that staff wrote only for staff."),
            .always(
                "quoted_text", .anyText,
                "What was cut from the text; of mail that staff wrote only for staff."),
            .always("is_verified", .boolean, "Whether the author proved to be who they say."),
            .always("created_at", .time),
            .always("attachments", .array(.named(.attachment))),
            .always(
                "recipients",
                .nullable(
                    .object([
                        .always("to", .array(mailRecipient)), .always("cc", .array(mailRecipient)),
                    ])), "Whom the mail was addressed to."),
            .always("message", .nullable(.number), "For staff: the mail that it came in."),
        ], example: exampleComment)

    private static let mailRecipient = Schema.object([
        .always("name", .nullable(.anyText)), .always("email", .anyText),
    ])

    static let attachment = NamedSchema(
        "Attachment", "A file that came with a comment.",
        [
            .always("id", .number), .always("filename", .nullable(.anyText)),
            .always("content_type", .anyText, "As the sender called it."), .always("size", .count),
            .always("sha256", .text(pattern: "^[0-9a-f]{64}$")), .always("inline", .boolean),
        ])

    static let attachmentList = NamedSchema.list(of: .attachment)

    static let uploaded = NamedSchema.list(
        of: .attachment, named: "Uploaded",
        more: [.always("comment", .named(.comment), "The comment that the files are in.")])

    static let timelineEntry = NamedSchema(
        "TimelineEntry", "One change of a ticket: who, what, from, to, when, through what.", change,
        example: exampleEntry)

    static let auditEntry = NamedSchema(
        "AuditEntry", "One change of any ticket.",
        [.always("id", .number), .always("ticket", .named(.ticketReference))] + change)

    static let change: [Schema.Property] = [
        .always("at", .time), .always("actor", .nullable(.named(.person))),
        .always("kind", .choice(of: TimelineEntry.Kind.self)), .always("from", .nullable(.anyText)),
        .always("to", .nullable(.anyText)), .always("source", .choice(of: Source.self)),
    ]

    static let duplicates = NamedSchema(
        "DuplicateCandidates", "What was perhaps asked before.",
        [
            .always(
                "candidates",
                .array(
                    .object([
                        .always("ticket", .named(.ticket)),
                        .always("score", .number(least: 0, most: 1), "How alike they are."),
                        .always("reasons", .array(.anyText)),
                    ])))
        ])
}

// Examples.
extension NamedSchema {
    private static let exampleMembers: [JSON.Member] = [
        ("id", 12), ("reference", "TT-12"), ("subject", "My monitor flickers"), ("status", "in_progress"),
        ("priority", "medium"), ("category", "hardware"), ("requester", exampleRequester),
        ("assignee", examplePerson), ("team", "it"), ("project", .some(.null)), ("participants", []),
        ("created_at", "2026-11-22T08:15:00Z"), ("updated_at", "2026-11-22T08:17:30Z"), ("tags", ["vpn"]),
        ("merged_into", .some(.null)), ("due", .some(.null)),
        ("first_response_due_at", "2026-11-22T16:15:00Z"), ("resolution_due_at", "2026-11-27T08:15:00Z"),
        ("first_responded_at", .some(.null)), ("resolved_at", .some(.null)), ("sla_status", "on_track"),
        ("version", 2),
    ].present

    private static let exampleComment: JSON = [
        "id": 31, "ticket": "TT-12", "author": exampleRequester, "visibility": "public", "source": "mail",
        "text": "Hello, since this morning it flickers.", "html": .null, "quoted_text": "",
        "is_verified": true,
        "created_at": "2026-11-22T08:15:00Z", "attachments": [],
        "recipients": ["to": [["name": .null, "email": "support@acme.example"]], "cc": []], "message": .null,
    ]

    private static let exampleEntry: JSON = [
        "at": "2026-11-22T08:17:30Z", "actor": examplePerson, "kind": "claimed", "from": .null,
        "to": "Sam Staff", "source": "mail",
    ]
}
