internal import TallyCore

extension Schema {
    /// A password that somebody chooses; the worst are refused beside what is too short.
    static let newPassword = Schema.text(
        least: PasswordPolicy.shortest, most: PasswordPolicy.longestOctets)
    /// What a mailed link ends in.
    static let linkToken = Schema.words(upTo: AccountRoutes.tokenLimit)
}

// Ways into accounts.
extension NamedSchema {
    static let credentials = NamedSchema(
        "Credentials", "Who signs in: an address and a password, or the token of a mailed link.",
        [
            .maybe("email", .words(upTo: 254)),
            .maybe("password", .words(upTo: PasswordPolicy.longestOctets)),
            .maybe("token", .linkToken, "In the place of both; good once."),
        ], example: ["email": "sam@acme.example", "password": "correct horse battery"])

    static let linkWish = NamedSchema(
        "LinkWish", "Where a link is to be mailed.",
        [.always("email", .mailAddress)], example: ["email": "sam@acme.example"])

    static let signingUp = NamedSchema(
        "SigningUp", "Who wants an account; the password is chosen behind the link that is mailed.",
        [.always("email", .mailAddress), .always("name", .words(upTo: Desk.nameLimit))],
        example: ["email": "eve@acme.example", "name": "Eve Adams"])

    static let passwordReset = NamedSchema(
        "PasswordReset", "The token of a mailed link, and a password.",
        [
            .always("token", .linkToken), .always("password", .newPassword),
            .maybe("name", .nullable(.words(upTo: Desk.nameLimit)), "Of a new account."),
        ])

    static let passwordChange = NamedSchema(
        "PasswordChange", "One's present password and another one.",
        [
            .always("current_password", .words(upTo: PasswordPolicy.longestOctets)),
            .always("password", .newPassword),
        ])

    static let linkToken = NamedSchema(
        "LinkToken", "What a mailed link ends in.", [.always("token", .linkToken)])

    static let link = NamedSchema(
        "Link", "What a mailed link is for.",
        [
            .always("purpose", .choice(of: AccountLink.Purpose.self)), .always("email", .mailAddress),
            .always("name", .nullable(.anyText), "Whose account it opens, or is to be."),
            .always("expires_at", .time),
        ])

    static let accepted = NamedSchema(
        "Accepted", "The wish is taken; whether a mail follows is told to whoever reads it.",
        [.always("accepted", .boolean)])

    static let session = NamedSchema(
        "Session", "One of somebody's sign-ins.",
        [
            .always("id", .anyText), .always("created_at", .time),
            .always("used_at", .time, "When its tokens were last renewed."), .always("expires_at", .time),
            .always("client", .anyText, "What the client called itself."),
            .always("address", .anyText, "Where it was."), .always("is_current", .boolean),
        ])
}
