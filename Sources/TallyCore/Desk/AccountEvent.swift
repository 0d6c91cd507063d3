extension Desk {
    /// What happened to somebody's account that they should hear of, in case it was not them.
    package enum AccountEvent: String, Hashable, Sendable, CaseIterable {
        case passwordSet = "is_password_set"
        case passwordChanged = "is_password_changed"
        /// A refresh token came that had been used before.
        case signInCopied = "is_sign_in_copied"
        /// Mail from a further address counts as theirs from now on.
        case addressAdded = "is_address_added"
        /// Their mail goes to another of their addresses from now on.
        case addressChosen = "is_address_chosen"
    }
}
