internal import TallyCore

// The desk at a glance.
extension NamedSchema {
    private static let activity = NamedSchema(
        "Activity", "Something that was done to a ticket.",
        [
            .always("id", .number),
            .always(
                "ticket",
                .object([
                    .always("id", .number), .always("reference", .anyText), .always("subject", .anyText),
                ])),
        ] + change)

    static let dashboard = NamedSchema(
        "Dashboard", "The desk at a glance, as far as the caller may see it.",
        [
            .always("at", .time),
            .always(
                "figures",
                .object([
                    .always("unfinished", .count),
                    .always("unassigned", .count, "Unfinished, and nobody holds them."),
                    .always("mine", .count, "Unfinished, and the caller holds them."),
                    .always("waiting", .count, "For their requesters."),
                    .always("at_risk", .count, "A promise will break soon."),
                    .always("breached", .count, "Unfinished, and a promise is broken."),
                    .always("resolved_today", .count),
                    .always("resolved_week", .count, "In seven days, today included."),
                ])),
            .always(
                "statuses",
                .array(
                    .object([.always("status", .choice(of: TicketStatus.self)), .always("count", .count)])),
                "Unfinished tickets by status."),
            .always(
                "priorities",
                .array(.object([.always("priority", .choice(of: Priority.self)), .always("count", .count)])),
                "Unfinished tickets by priority."),
            .always(
                "people",
                .array(
                    .object([
                        .always("person", .nullable(.named(.person))), .always("count", .count),
                    ])), "What each person holds, the busiest first; nobody's for employees."),
            .always(
                "series",
                .array(
                    .object([
                        .always("from", .date), .always("opened", .count), .always("resolved", .count),
                    ])),
                "The days on the site's calendar: what came, and what was resolved and is still."),
            .always("activity", .array(.named(activity)), "What was done last, newest first."),
        ])
}
