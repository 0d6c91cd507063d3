/// A link that was mailed to somebody, and opens one door once.
package struct AccountLink: Hashable, Sendable {
    /// What the link is for; its holder can do this and nothing else with it.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        /// Makes an account, or gives one that mail made its password.
        case signUp = "sign_up"
        /// Sets the first password of somebody whom an admin invited.
        case invitation
        /// Sets another password.
        case reset
        /// Signs in without a password.
        case signIn = "sign_in"

        /// How long such a link works.
        package var lifetime: Duration {
            switch self {
            case .signUp: .hours(24)
            case .invitation: .days(7)
            case .reset: .hours(1)
            case .signIn: .minutes(15)
            }
        }
    }

    /// SHA-256 of the token in the link.
    package let token: [UInt8]
    package let purpose: Purpose
    /// Whose account it opens; nil for who has none yet.
    package let person: Person.ID?
    /// Where it was mailed.
    package let address: MailAddress
    /// What somebody without an account says they are called.
    package let name: String?
    package let requestedAt: Timestamp
    package let expiresAt: Timestamp

    package init(
        token: [UInt8], purpose: Purpose, person: Person.ID?, address: MailAddress, name: String?,
        requestedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.token = token
        self.purpose = purpose
        self.person = person
        self.address = address
        self.name = name
        self.requestedAt = requestedAt
        self.expiresAt = expiresAt
    }
}

// How it is mailed.
extension AccountLink.Purpose {
    var mailKind: MailKind {
        switch self {
        case .signUp: .signUp
        case .invitation: .invite
        case .reset: .passwordReset
        case .signIn: .signIn
        }
    }

    /// The page of the console that the link leads to.
    var page: String {
        switch self {
        case .signUp: "sign-up"
        case .invitation: "invitation"
        case .reset: "reset-password"
        case .signIn: "sign-in"
        }
    }

    /// How long the link works, in the unit that the kind's templates say it in.
    var lifetimeMember: JSON.Member {
        let minutes = lifetime.milliseconds / 60_000
        return switch self {
        case .signIn: JSON.Member(name: "link_minutes", value: .integer(minutes))
        case .signUp, .reset: JSON.Member(name: "link_hours", value: .integer(minutes / 60))
        case .invitation: JSON.Member(name: "link_days", value: .integer(minutes / 1_440))
        }
    }
}
