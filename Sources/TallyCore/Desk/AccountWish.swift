extension Desk {
    /// What somebody who is not signed in asks for.
    package enum AccountWish: Hashable, Sendable {
        case signUp(MailAddress, name: String)
        case resetPassword(MailAddress)
        case signIn(MailAddress)
    }
}
