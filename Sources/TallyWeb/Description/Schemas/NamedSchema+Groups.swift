internal import TallyCore

// Teams, projects and what people were told.
extension NamedSchema {
    static let team = NamedSchema(
        "Team", "A team of the desk.",
        [
            .always("id", .number), .always("name", .anyText), .always("version", .count),
            .maybe("members", .array(.named(.person)), "For staff and admins."),
            .maybe("leads", .array(.named(.person)), "For staff and admins."),
        ], example: ["id": 1, "name": "it", "version": 1])

    private static let people = Schema.nullable(.array(.personName, most: 1_000))

    static let newTeam = NamedSchema(
        "NewTeam", "A team that is to be made; whoever is named leaves their former team.",
        [
            .always("name", .words(upTo: Desk.teamNameLimit)), .maybe("members", people),
            .maybe("leads", people),
        ], example: ["name": "it", "members": ["sam@acme.example"]])

    static let teamChanges = NamedSchema(
        "TeamChanges", "What is to change; lists replace what was there.",
        [
            .maybe("version", .count), .maybe("name", .words(upTo: Desk.teamNameLimit)),
            .maybe("members", people),
            .maybe("leads", people),
        ], example: ["name": "infrastructure"])

    static let projectName = NamedSchema(
        "ProjectName", "Which project a ticket belongs to.",
        [.always("id", .number), .always("name", .anyText)])

    static let project = NamedSchema(
        "Project", "Tickets with a common end.",
        [
            .always("id", .number), .always("name", .anyText), .always("description", .anyText),
            .always("status", .choice(of: ProjectStatus.self)), .always("deadline", .nullable(.time)),
            .always("is_overdue", .boolean),
            .always("progress", .integer(least: 0, most: 100), "The finished share, in whole percent."),
            .always("tickets", .object([.always("total", .count), .always("finished", .count)])),
            .always(
                "teams", .array(.object([.always("id", .number), .always("name", .anyText)]))),
            .always("created_at", .time), .always("updated_at", .time), .always("version", .count),
            .maybe("members", .array(.named(.person)), "For staff, admins and those who are members."),
        ])

    private static let projectMembers: [Schema.Property] = [
        .maybe("description", .nullable(.text(most: Desk.projectDescriptionLimit))),
        .maybe("deadline", .nullable(.moment)),
        .maybe("teams", .nullable(.array(.groupName, most: 1_000))),
        .maybe("members", people),
    ]

    static let newProject = NamedSchema(
        "NewProject", "A project that is to be made.",
        [
            .always("name", .words(upTo: Desk.projectNameLimit)),
            .maybe("status", .nullable(.choice(of: ProjectStatus.self)), "`planning` without it."),
        ] + projectMembers, example: ["name": "Office move", "deadline": "2027-03-31"])

    static let projectChanges = NamedSchema(
        "ProjectChanges", "What is to change; lists replace what was there.",
        [
            .maybe("version", .count), .maybe("name", .words(upTo: Desk.projectNameLimit)),
            .maybe("status", .choice(of: ProjectStatus.self)),
        ] + projectMembers, example: ["status": "active"])

    static let notification = NamedSchema(
        "Notification", "Something that the caller was told.",
        [
            .always("id", .number), .always("kind", .choice(of: NotificationKind.self)),
            .always("text", .anyText),
            .always(
                "ticket",
                .nullable(
                    .object([
                        .always("id", .number), .always("reference", .anyText), .always("subject", .anyText),
                    ])),
                "Null once the caller may no longer see it."),
            .always("actor", .nullable(.named(.person))), .always("created_at", .time),
            .always("read_at", .nullable(.time)),
        ])

    static let notificationList = NamedSchema.list(
        of: .notification, more: [.always("unread", .count, "How many are not read.")])

    static let notificationPreferences = NamedSchema(
        "NotificationPreferences", "How each kind is told.",
        schema: .object(
            NotificationKind.allCases.map { .always($0.rawValue, .named(.notificationPreference)) }))

    static let notificationPreferenceChanges = NamedSchema(
        "NotificationPreferenceChanges", "The kinds that change; the others stay.",
        schema: .object(
            NotificationKind.allCases.map { .maybe($0.rawValue, .named(.notificationPreference)) }),
        example: ["comment": ["mail": false, "in_app": true]])

    static let notificationPreference = NamedSchema(
        "NotificationPreference", "By what roads a kind is told.",
        [
            .always("mail", .boolean), .maybe("digest", .nullable(.boolean), "Null is as false."),
            .always("in_app", .boolean),
        ])
}
