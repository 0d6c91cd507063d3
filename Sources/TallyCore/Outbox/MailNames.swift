/// The names that the templates of each kind of mail may use; `templates/mail/README.md` explains them.
package enum MailNames {
    /// By the names of kinds.
    package static let ofEachKind: [String: TemplateNames] = [
        MailKind.received: ["is_proven": .value],
        .newTicket: [
            "similar": .object(["items": similarTicket]),
            "handed_over": .object(["by": .value, "team": .value]),
        ],
        .claimed: [:], .assigned: [:], .comment: [:], .resolved: [:], .status: [:],
        .returned: ["holder": .value],
        .merged: ["merged_reference": .value],
        .receipt: receipt,
        .oversize: ["size_text": .value],
        .unreadable: ["is_encrypted": .value],
        .serviceLevelWarning: ["promise": promise, "other_promise": promise],
        .serviceLevelBreach: ["promise": promise, "other_promise": promise],
        .confirm: [
            "commands": .object(["text": .value]), "confirm_url": .value, "confirm_minutes": .value,
        ],
        .bounceNotice: [
            "bounce": .object([
                "address": .value, "status": .value, "reason": .value, "is_suspended": .value,
            ])
        ],
    ].reduce(into: withoutTicket) { list, kind in
        list[kind.key.rawValue] = .object(
            common.merging(aboutTicket) { _, new in new }.merging(kind.value) { _, new in new })
    }

    private static let withoutTicket: [String: TemplateNames] = [
        MailKind.confirmAddress: ["account": .value, "confirm_url": .value, "confirm_hours": .value],
        .signUp: ["link_url": .value, "link_hours": .value],
        .invite: ["link_url": .value, "link_days": .value, "inviter": person],
        .passwordReset: ["link_url": .value, "link_hours": .value],
        .signIn: ["link_url": .value, "link_minutes": .value],
        .account: [
            "is_password_set": .value, "is_password_changed": .value, "is_sign_in_copied": .value,
            "is_address_added": .value, "is_address_chosen": .value, "event_address": .value,
            "when_text": .value, "reset_url": .value,
        ],
        .gathered: ["gathered": .object(gathered)],
        .digest: ["digest": .object(gathered.merging(["day_text": .value]) { old, _ in old })],
        .report: [
            "period": .object(["from": .value, "to": .value, "from_text": .value, "to_text": .value]),
            "figures": .object([
                "created": .value, "resolved": .value, "reopened": .value, "first_response_text": .value,
                "resolution_text": .value,
            ]),
        ],
        .alarm: [
            "alarm": .object([
                "mails": .value, "minutes": .value, "since_text": .value, "release_text": .value,
                "is_returned": .value, "addresses": .value,
            ])
        ],
        .outage: [
            "outage": .object([
                "mailbox": .value, "reason": .value, "waiting": .value, "since_text": .value,
                "is_over": .value,
            ])
        ],
    ].reduce(into: [:]) { list, kind in
        list[kind.key.rawValue] = .object(common.merging(kind.value) { _, new in new })
    }

    /// Every mail has these; what is about tickets is empty in mail that is not.
    private static let common: [String: TemplateNames] = [
        "language": .value, "site": .object(["name": .value, "url": .value]),
        "recipient": .object(["name": .value, "address": .value]), "auto_note": .value, "has_pdf": .value,
        "reply_hint": .value, "reply_marker": .value, "thread_marker": .value, "staff_hint": .value,
        "ticket": ticket,
    ]

    private static let aboutTicket: [String: TemplateNames] = [
        "comment": comment, "actor": person, "earlier": earlier,
    ]

    private static let person = TemplateNames.object(["name": .value, "email": .value])

    private static let ticket = TemplateNames.object([
        "reference": .value, "subject": .value, "status": .value, "status_label": .value, "priority": .value,
        "priority_label": .value, "category": .value, "url": .value, "created_at_text": .value,
        "requester": person, "assignee": person, "respond_by_text": .value, "resolve_by_text": .value,
    ])

    private static let comment = TemplateNames.object([
        "author": person, "text": .value, "paragraphs": paragraphs, "is_internal": .value,
        "is_unverified": .value, "files": files,
    ])

    private static let files = TemplateNames.object([
        "items": .object([
            "id": .value, "name": .value, "size_text": .value, "is_attached": .value, "url": .value,
        ])
    ])

    private static let earlier = TemplateNames.object([
        "author": .object(["name": .value]), "at_text": .value,
        "lines": .object(["text": .value, "is_last": .value]),
    ])

    private static let paragraphs = TemplateNames.object([
        "lines": .object(["text": .value, "is_last": .value])
    ])

    private static let similarTicket = TemplateNames.object([
        "reference": .value, "subject": .value, "status_label": .value, "url": .value, "reasons": .value,
    ])

    private static let receipt: [String: TemplateNames] = [
        "applied": .object(["verb": .value, "sentence": .value]),
        "refused": .object(["verb": .value, "line": .value, "reason": .value]),
        "unknown": .object(["line": .value, "text": .value, "reason": .value, "suggestion": .value]),
        "help": .object(["write": .value, "does": .value]), "has_help": .value, "words_sentence": .value,
        "state_sentence": .value, "undo_line": .value,
    ]

    private static let gathered: [String: TemplateNames] = [
        "count": .value, "more": .value,
        "tickets": .object([
            "reference": .value, "subject": .value, "url": .value, "is_new": .value, "is_assigned": .value,
            "comments": .value, "is_changed": .value, "is_at_risk": .value, "is_overdue": .value,
            "is_bounced": .value, "status_label": .value, "assignee": .value,
        ]),
    ]

    private static let promise = TemplateNames.object([
        "name": .value, "label": .value, "is_first_response": .value, "due_at_text": .value,
    ])
}
