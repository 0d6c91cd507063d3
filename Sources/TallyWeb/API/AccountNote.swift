package import TallyCore

/// Something about an account that the operator may want to find in the log.
package enum AccountNote: Hashable, Sendable {
    /// How somebody got in.
    package enum Way: String, Hashable, Sendable {
        case password
        case link
        case demonstration
    }

    case signedIn(Person.ID, Way, from: PeerAddress)
    /// A refresh token came that had been used before: somebody has a copy of it.
    case refreshTokenReused(Person.ID, from: PeerAddress)
    case passwordChanged(Person.ID, from: PeerAddress)
    /// A link set the password.
    case passwordSet(Person.ID, from: PeerAddress)
    /// An account was made by whoever uses it.
    case signedUp(Person.ID, from: PeerAddress)
}
