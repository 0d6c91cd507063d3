internal import TallyCore

// What every refusal looks like.
extension NamedSchema {
    static let problem = NamedSchema(
        "Problem", "Why a request was refused (RFC 9457).",
        [
            .always("type", .anyText), .always("title", .anyText),
            .always("status", .integer(least: 400, most: 599)),
            .maybe("detail", .anyText, "A sentence for people."),
            .maybe("instance", .anyText, "The number of the request in the log."),
            .maybe("code", .anyText, "A word for programs."),
            .maybe(
                "errors",
                .array(.object([.always("field", .anyText), .always("message", .anyText)])),
                "With the code `invalid`: every wrong field."),
            .maybe("claimed_by", .named(.person), "With `already_claimed`."),
            .maybe("claimed_at", .time, "With `already_claimed`."),
            .maybe("limit", .count, "With `workload_limit_reached`."),
            .maybe("held", .array(.named(.ticketReference)), "With `workload_limit_reached`."),
            .maybe("ticket_status", .choice(of: TicketStatus.self), "With `not_possible`."),
            .maybe("merged_into", .named(.ticketReference), "With `merged`."),
            .maybe("version", .count, "With `stale`: the present one."),
            .maybe(
                "changes", .array(.named(.timelineEntry)), "With `stale`: what happened since, if known."),
            .maybe("tickets", .count, "With `in_use`."), .maybe("members", .count, "With `in_use`."),
            .maybe("mailboxes", .count, "With `in_use`."),
            .maybe("field", .anyText, "The field of a form that is too long."),
            .maybe("filename", .nullable(.anyText), "Of a file that is too long."),
        ],
        example: [
            "type": "about:blank", "title": "Unprocessable Content", "status": 422,
            "detail": "subject is required.", "code": "invalid",
            "errors": [["field": "subject", "message": "is required"]],
        ])
}
