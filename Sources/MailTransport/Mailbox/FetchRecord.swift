internal import TallyCore

/// Which messages of a folder the server would not hand over, and when they are asked for again.
///
///     fine --connection lost while fetching--> suspect --lost again, or a no--> resting --time--> suspect
///
/// A suspect is fetched alone, so that it takes no other message with it; one that rests is passed over, so that it
/// does not keep the rest waiting. Nothing is given up: as long as the message is there, it is tried.
struct FetchRecord: Hashable {
    static let rest: Duration = .minutes(10)
    /// A line that breaks now and then must not put good messages to rest.
    private static let mostLosses = 3

    private struct Entry: Hashable {
        var losses = 0
        var restsUntil: Timestamp?
    }

    private var entries: [UID: Entry] = [:]

    /// Messages that are passed over for the time being.
    func resting(at now: Timestamp) -> Int {
        entries.values.count { ($0.restsUntil ?? now) > now }
    }

    func isSuspect(_ uid: UID) -> Bool { entries[uid] != nil }

    func isResting(_ uid: UID, at now: Timestamp) -> Bool {
        (entries[uid]?.restsUntil ?? now) > now
    }

    /// The connection was lost while these were being fetched.
    mutating func noteLoss(of uids: some Sequence<UID>, at now: Timestamp) {
        for uid in uids {
            entries[uid, default: Entry()].losses += 1
            if entries[uid]?.losses ?? 0 >= Self.mostLosses { noteRefusal(of: uid, at: now) }
        }
    }

    /// The server said no to a fetch of this message alone, or gave nothing.
    mutating func noteRefusal(of uid: UID, at now: Timestamp) {
        entries[uid, default: Entry()].restsUntil = now + Self.rest
    }

    /// It came after all, or is gone.
    mutating func forget(_ uid: UID) {
        entries[uid] = nil
    }

    /// Forgets messages that the server no longer lists.
    mutating func keepOnly(_ isListed: (UID) -> Bool) {
        entries = entries.filter { isListed($0.key) }
    }
}
