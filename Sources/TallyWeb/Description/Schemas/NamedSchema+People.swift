internal import TallyCore

// People, and how they sign in.
extension NamedSchema {
    static let examplePerson: JSON = [
        "id": 3, "name": "Sam Staff", "email": "sam@acme.example", "role": "staff",
    ]
    static let exampleRequester: JSON = [
        "id": 7, "name": "Alice", "email": "alice@acme.example", "role": "employee",
    ]

    static let person = NamedSchema(
        "Person", "Who somebody is, as tickets and comments name them.",
        [
            .always("id", .number), .always("name", .anyText), .always("email", .mailAddress),
            .always("role", .choice(of: Role.self)),
        ], example: examplePerson)

    static let account = NamedSchema(
        "Account", "Everything about somebody, for themselves and for admins.",
        [
            .always("id", .number), .always("name", .anyText),
            .always("email", .mailAddress, "The address that mail goes to."),
            .always("role", .choice(of: Role.self)), .always("team", .nullable(.anyText)),
            .always("team_lead", .boolean),
            .always("workload_limit", .nullable(.count), "Null: the site's."),
            .always("is_active", .boolean), .always("is_away", .boolean),
            .always("time_zone", .nullable(.anyText)), .always("language", .nullable(.anyText)),
            .always("addresses", .array(.mailAddress)),
            .always("categories", .array(.anyText), "Those they are given tickets of; none means all."),
            .always("has_password", .boolean, "Whether they can sign in with a password."),
            .always("version", .count),
            .always(
                "mail_suspended_at", .nullable(.time), "Since when nothing is mailed to them: it came back."),
        ])

    private static let accountMembers: [Schema.Property] = [
        .maybe("time_zone", .nullable(.words(upTo: 64)), "A name such as `Europe/Berlin`."),
        .maybe("language", .nullable(.words(upTo: 64)), "A tag such as `pt-BR`."),
        .maybe("team", .nullable(.groupName)),
        .maybe("team_lead", .boolean),
        .maybe("workload_limit", .nullable(.count)),
        .maybe("categories", .nullable(.array(.anyText))),
    ]

    static let newPerson = NamedSchema(
        "NewPerson", "Somebody who is to be known here.",
        [
            .always("name", .words(upTo: Desk.nameLimit)), .always("email", .mailAddress),
            .maybe("role", .nullable(.choice(of: Role.self)), "`employee` without it."),
            .maybe("password", .nullable(.newPassword)),
            .maybe("invite", .boolean, "Mails them a link to choose their password."),
        ] + accountMembers,
        example: ["name": "Bob", "email": "bob@acme.example", "role": "staff", "team": "it"])

    static let accountChanges = NamedSchema(
        "AccountChanges", "What is to change; the last six and `role` by admins only.",
        [
            .maybe("version", .count), .maybe("name", .words(upTo: Desk.nameLimit)),
            .maybe("email", .mailAddress, "One of their proven addresses."),
            .maybe("role", .choice(of: Role.self)), .maybe("is_active", .boolean),
        ] + accountMembers, example: ["name": "Sam", "time_zone": "Europe/Berlin"])

    static let absence = NamedSchema(
        "Absence", "When somebody is away.",
        [
            .always("id", .number), .always("from", .time), .always("until", .time),
            .always("note", .anyText),
        ])

    static let newAbsence = NamedSchema(
        "NewAbsence", "When somebody will be away; dates count as whole days of the site's zone.",
        [
            .always("from", .moment), .always("until", .moment, "Later than `from`."),
            .maybe("note", .nullable(.words(upTo: 200))),
        ], example: ["from": "2026-12-24", "until": "2027-01-01"])

    static let address = NamedSchema(
        "Address", "Where somebody's mail comes from.",
        [
            .always("email", .mailAddress), .always("is_primary", .boolean), .always("is_proven", .boolean),
            .maybe("expires_at", .time, "Until when an address that is not proven may be."),
        ])

    static let newAddress = NamedSchema(
        "NewAddress", "An address that is to be proven by a mailed link.",
        [
            .always("email", .mailAddress),
            .maybe("current_password", .nullable(.anyText), "Of oneself, when one has a password."),
        ],
        example: ["email": "sam@home.example", "current_password": "a few words that I remember"])
}

// Signing in.
extension NamedSchema {
    static let refreshToken = NamedSchema(
        "RefreshToken", "The token that a sign-in goes on with.",
        [.always("refresh_token", .words(upTo: 1_024))])

    static let signingOut = NamedSchema(
        "SigningOut", "The sign-in that ends beside the one of the access token.",
        [.maybe("refresh_token", .nullable(.anyText))])

    static let demoRole = NamedSchema(
        "DemoRole", "As whom of the demonstration's people one signs in.",
        [.always("role", .choice(of: Role.self))], example: ["role": "staff"])

    static let grant = NamedSchema(
        "Grant", "What somebody gets who signed in.",
        [
            .always("access_token", .anyText, "For `Authorization: Bearer …`."),
            .always("token_type", .choice(["Bearer"])),
            .always("expires_in", .count, "Seconds that the access token is good for."),
            .always("refresh_token", .anyText, "Good once, for the next tokens."),
            .always("user", .named(.account)),
        ])

    static let socketTicket = NamedSchema(
        "SocketTicket", "What opens the WebSocket, once.",
        [.always("ticket", .anyText), .always("expires_in", .count)])
}
