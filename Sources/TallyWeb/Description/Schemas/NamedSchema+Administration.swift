internal import TallyCore

// What admins look after, and what everybody may know of the site.
extension NamedSchema {
    static let outgoingMail = NamedSchema(
        "OutgoingMail", "A mail of the outbox.",
        [
            .always("id", .number), .always("kind", .choice(of: MailKind.self)),
            .always("ticket", .nullable(.anyText)), .always("recipient", .anyText),
            .always("message_id", .anyText), .always("state", .choice(of: OutboxEntry.State.self)),
            .always("attempts", .count), .always("next_attempt_at", .nullable(.time)),
            .always("last_reply", .nullable(.anyText)), .always("bounce_status", .nullable(.anyText)),
            .always("created_at", .time), .always("finished_at", .nullable(.time)),
        ])

    static let quarantinedMail = NamedSchema(
        "QuarantinedMail", "A received mail that was put aside.",
        [
            .always("id", .number), .always("mailbox", .anyText), .always("size", .count),
            .always("reason", .anyText), .always("staged_at", .time), .always("quarantined_at", .time),
            .always("held", .boolean, "Whether it waits for somebody to let its sender in."),
        ])

    static let health = NamedSchema(
        "Health", "What works, as `/readyz` says it.",
        [
            .always("ready", .boolean, "Whether every part is."),
            .always(
                "parts",
                .array(
                    .object([
                        .always("name", .anyText), .always("ready", .boolean),
                        .always("detail", .nullable(.anyText), "What is the matter, or how it goes."),
                    ]))),
        ])

    static let contactMessage = NamedSchema(
        "ContactMessage", "What somebody wrote to the admins; all of it is the writer's word.",
        [
            .always("id", .number), .always("name", .anyText), .always("email", .mailAddress),
            .always("subject", .anyText), .always("message", .anyText), .always("received_at", .time),
            .always("read_at", .nullable(.time)),
        ])

    static let newContactMessage = NamedSchema(
        "NewContactMessage", "A message to the admins; lengths are in bytes.",
        [
            .always("name", .words(upTo: 200)), .always("email", .mailAddress),
            .always("subject", .words(upTo: 200)), .always("message", .words(upTo: 10_000)),
        ],
        example: [
            "name": "Carol", "email": "carol@other.example", "subject": "Your invoice",
            "message": "It has not arrived.",
        ])

    static let received = NamedSchema(
        "Received", "That a message has arrived.", [.always("received", .boolean)])

    static let site = NamedSchema(
        "Site", "What everybody may know.",
        [
            .always("name", .anyText), .always("ticket_prefix", .anyText), .always("demo", .boolean),
            .always("version", .anyText),
            .always("time_zone", .anyText, "In whose days people plan, like Europe/Berlin."),
            .always("signup", .choice(of: Configuration.Accounts.SignUp.self), "Who may get an account."),
        ])
}

// The desk in numbers.
extension NamedSchema {
    private static let measure = NamedSchema(
        "Measure", "How long something took, and how far promises were kept.",
        [
            .always("count", .count), .always("median_seconds", .nullable(.count)),
            .always("p90_seconds", .nullable(.count)), .always("business_median_seconds", .nullable(.count)),
            .always("business_p90_seconds", .nullable(.count)), .always("kept", .count),
            .always("broken", .count), .always("compliance", .nullable(.number(least: 0, most: 1))),
        ])

    private static let figures: [Schema.Property] = [
        .always("created", .count), .always("resolved", .count), .always("reopened", .count),
        .always("first_response", .named(measure)), .always("resolution", .named(measure)),
    ]

    private static let figureGroup = NamedSchema(
        "FigureGroup", "The figures of one team, person, category, project or priority.",
        [.always("id", .nullable(.number)), .always("name", .nullable(.anyText))] + figures + [
            .always("backlog", .count)
        ])

    private static let backlog = NamedSchema(
        "Backlog", "Unfinished tickets now.",
        [
            .always("total", .count), .always("breached", .count),
            .always(
                "by_age",
                .array(
                    .object([
                        .always("from_days", .count), .always("to_days", .nullable(.count)),
                        .always("count", .count),
                    ]))),
        ])

    static let analytics = NamedSchema(
        "Analytics", "The desk in numbers.",
        [
            .always("from", .date), .always("to", .date),
            .always("by", .choice(of: CalendarPeriod.Step.self)),
            .always("time_zone", .anyText), .always("totals", .object(figures)),
            .always("backlog", .named(backlog)),
            .always(
                "series",
                .array(.object([.always("from", .date), .always("starts_at", .time)] + figures))),
        ]
            + Analytics.Dimension.allCases.map { .always($0.plural, .array(.named(figureGroup))) })
}
