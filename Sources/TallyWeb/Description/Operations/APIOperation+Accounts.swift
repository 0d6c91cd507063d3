internal import TallyCore

// Ways into accounts.
extension APIOperation {
    static let signUp = APIOperation(
        method: .post, path: "/auth/signup", name: "signUp", subject: .signingIn,
        summary: "Have a link mailed that makes an account", access: .anyone,
        note: "Only where `accounts.signup` lets people; the same answer whether or not they have one.",
        content: .json(.signingUp), answer: .json(.accepted, .accepted), conflicts: [.forbidden])

    static let forgotPassword = wish(
        "forgot-password", "forgotPassword", "Have a link mailed that sets another password")
    static let askForLoginLink = wish(
        "login-link", "askForLoginLink", "Have a link mailed that signs in without a password")

    private static func wish(_ path: String, _ name: String, _ summary: String) -> APIOperation {
        APIOperation(
            method: .post, path: "/auth/" + path, name: name, subject: .signingIn, summary: summary,
            access: .anyone, note: "The same answer whether or not anybody has the address.",
            content: .json(.linkWish), answer: .json(.accepted, .accepted))
    }

    static let lookAtLink = APIOperation(
        method: .post, path: "/auth/link", name: "lookAtLink", subject: .signingIn,
        summary: "See what a mailed link is for", access: .anyone, note: "Changes nothing.",
        content: .json(.linkToken), answer: .json(.ok, .link), conflicts: [.gone])

    static let resetPassword = APIOperation(
        method: .post, path: "/auth/reset-password", name: "resetPassword", subject: .signingIn,
        summary: "Set a password with a mailed link", access: .anyone,
        note: "With that of an invitation or of a new account, too. Ends every sign-in of the person.",
        content: .json(.passwordReset), answer: .nothing,
        conflicts: [.gone])

    static let changePassword = APIOperation(
        method: .put, path: "/auth/password", name: "changePassword", subject: .signingIn,
        summary: "Change one's own password", access: .signedIn, note: "Ends one's other sign-ins.",
        content: .json(.passwordChange), answer: .nothing, conflicts: [.conflict])

    static let listSessions = APIOperation(
        method: .get, path: "/auth/sessions", name: "listSessions", subject: .signingIn,
        summary: "List where one is signed in", access: .signedIn, answer: .list(.list(of: .session)))

    static let endOtherSessions = APIOperation(
        method: .delete, path: "/auth/sessions", name: "endOtherSessions", subject: .signingIn,
        summary: "End one's other sign-ins", access: .signedIn, answer: .nothing)

    static let endSession = APIOperation(
        method: .delete, path: "/auth/sessions/{session}", name: "endSession", subject: .signingIn,
        summary: "End one of one's sign-ins", access: .signedIn,
        parameters: [.path("session", "Its `id`.", .anyText)], answer: .nothing)

    static let invitePerson = APIOperation(
        method: .post, path: "/users/{id}/invite", name: "invitePerson", subject: .people,
        summary: "Mail somebody without a password a link to choose one",
        access: .right(.administer, .person), parameters: [person], answer: .json(.accepted, .accepted),
        conflicts: [.conflict, .unprocessableContent])
}
