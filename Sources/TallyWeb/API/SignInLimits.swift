internal import Synchronization
internal import TallyCore

/// What signing in, and asking for mailed links, is slowed down by.
///
/// Nobody is ever locked out: every bucket fills up again, and who signed in from a place before is not stopped there
/// by what others try from everywhere else.
final class SignInLimits: Sendable {
    fileprivate enum Bucket: Hashable, Sendable {
        /// Guessing one person's password, from everywhere together.
        case account(String)
        /// Guessing one person's password from one place.
        case accountFrom(String, PeerAddress)
        /// Trying many people's passwords, or links, from one place.
        case address(PeerAddress)
        /// Signing in as one of the demonstration's people.
        case demonstration(PeerAddress)
        /// Links to one address, from everywhere together.
        case mail(String)
        /// Links to one address that one place asks for.
        case mailFrom(String, PeerAddress)
        /// Links to many addresses that one place asks for.
        case mailsFrom(PeerAddress)
        /// Links that everybody together asks for, so that many places do not fill the outbox.
        case mails
    }

    /// One try, which may turn out to have been a right one.
    struct Attempt {
        fileprivate let account: String
        fileprivate let place: PeerAddress
        fileprivate let keys: [(key: Bucket, rate: Rate)]
    }

    private struct KnownPlace: Hashable {
        let account: String
        let place: PeerAddress
    }

    private static let accountRate = Rate(burst: 40, perSecond: 20 / 60)
    private static let accountFromRate = Rate(burst: 8, perSecond: 5 / 60)
    private static let addressRate = Rate(burst: 30, perSecond: 0.5)
    private static let demonstrationRate = Rate(burst: 400, perSecond: 20)
    private static let mailRate = Rate(burst: 8, perSecond: 1 / 600)
    private static let mailFromRate = Rate(burst: 3, perSecond: 1 / 300)
    private static let mailsFromRate = Rate(burst: 10, perSecond: 1 / 60)
    private static let mailsRate = Rate(burst: 600, perSecond: 1)
    private static let capacity = 20_000

    private let buckets = Throttle<Bucket>(capacity: capacity)
    /// Where accounts were signed in to rightly, and when last.
    private let knownPlaces = Mutex<[KnownPlace: Timestamp]>([:])

    /// Counts a password that is about to be looked at; throws when there were too many.
    func attempt(
        _ account: String, from client: PeerAddress, at now: Timestamp
    ) throws(Problem) -> Attempt {
        let place = Self.place(of: client)
        var keys: [(key: Bucket, rate: Rate)] = [
            (.accountFrom(account, place), Self.accountFromRate), (.address(place), Self.addressRate),
        ]
        let known = KnownPlace(account: account, place: place)
        if knownPlaces.withLock({ $0[known] }) == nil { keys.append((.account(account), Self.accountRate)) }
        try take(keys, at: now)
        return Attempt(account: account, place: place, keys: keys)
    }

    /// Notes that the password was right, so that the try counts for nothing.
    func succeeded(_ attempt: Attempt, at now: Timestamp) {
        buckets.giveBack(attempt.keys)
        knownPlaces.withLock { places in
            places[KnownPlace(account: attempt.account, place: attempt.place)] = now
            guard places.count > Self.capacity else { return }
            let newest = places.sorted { $0.value > $1.value }.prefix(Self.capacity / 2)
            places = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
        }
    }

    /// Counts a link that somebody presents; nobody guesses one, but looking costs work.
    func presentLink(from client: PeerAddress, at now: Timestamp) throws(Problem) {
        try take([(.address(Self.place(of: client)), Self.addressRate)], at: now)
    }

    /// Counts a link that somebody asks to be mailed, whether or not anybody has the address.
    func askForLink(
        to address: MailAddress, from client: PeerAddress, at now: Timestamp
    ) throws(Problem) {
        let place = Self.place(of: client)
        try take(
            [
                (.mailFrom(address.text, place), Self.mailFromRate), (.mail(address.text), Self.mailRate),
                (.mailsFrom(place), Self.mailsFromRate), (.mails, Self.mailsRate),
            ], at: now)
    }

    /// Counts somebody who looks around a demonstration.
    func lookAround(from client: PeerAddress, at now: Timestamp) throws(Problem) {
        try take([(.demonstration(Self.place(of: client)), Self.demonstrationRate)], at: now)
    }

    private func take(_ keys: [(key: Bucket, rate: Rate)], at now: Timestamp) throws(Problem) {
        if let wait = buckets.take(keys, at: now) { throw Self.tooMany(wait) }
    }

    /// What counts as one place: IPv6 gives everybody a whole network of addresses.
    static func place(of client: PeerAddress) -> PeerAddress {
        switch client {
        case .ip(let address): .ip(address.network)
        case .local: .local
        }
    }

    static func tooMany(_ wait: Duration) -> Problem {
        let seconds = (wait.milliseconds + 999) / 1_000
        return Problem(
            .tooManyRequests, detail: "Too many tries. Wait \(seconds) seconds.",
            fields: ["Retry-After": String(seconds)])
    }
}
