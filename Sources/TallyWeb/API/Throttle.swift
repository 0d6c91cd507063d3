internal import Synchronization
internal import TallyCore

/// How often somebody may do something: so many at once, and then so many a second.
struct Rate: Hashable, Sendable {
    let burst: Double
    let perSecond: Double
}

/// Token buckets, one for each key, in bounded memory.
///
/// A bucket that has filled up again is as good as none and is forgotten. When there are too many others, the longest
/// unused half goes: an attacker with many keys can free others, but not take the server's memory.
final class Throttle<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Timestamp
    }

    private let capacity: Int
    private let buckets = Mutex<[Key: Bucket]>([:])

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Takes one token from each bucket, or none when one of them is empty.
    ///
    /// Returns nil when they were taken, and otherwise how long to wait.
    func take(_ keys: [(key: Key, rate: Rate)], at now: Timestamp) -> Duration? {
        buckets.withLock { buckets in
            var longest = 0.0
            var filled: [(Key, Bucket)] = []
            for (key, rate) in keys {
                var bucket = Self.bucket(buckets[key], rate: rate, at: now)
                longest = max(longest, (1 - bucket.tokens) / rate.perSecond)
                bucket.tokens -= 1
                filled.append((key, bucket))
            }
            guard longest <= 0 else { return .seconds(longest) }
            for (key, bucket) in filled { buckets[key] = bucket }
            if buckets.count > capacity { Self.shrink(&buckets, to: capacity / 2) }
            return nil
        }
    }

    /// Puts back what `take` took.
    func giveBack(_ keys: [(key: Key, rate: Rate)]) {
        buckets.withLock { buckets in
            for (key, rate) in keys {
                guard let bucket = buckets[key] else { continue }
                let tokens = min(rate.burst, bucket.tokens + 1)
                buckets[key] = tokens < rate.burst ? Bucket(tokens: tokens, at: bucket.at) : nil
            }
        }
    }

    private static func bucket(_ bucket: Bucket?, rate: Rate, at now: Timestamp) -> Bucket {
        guard let bucket else { return Bucket(tokens: rate.burst, at: now) }
        // A clock that was set back must not take tokens away.
        let seconds = max(0, Double((now - bucket.at).milliseconds) / 1_000)
        return Bucket(tokens: min(rate.burst, bucket.tokens + seconds * rate.perSecond), at: now)
    }

    private static func shrink(_ buckets: inout [Key: Bucket], to count: Int) {
        let newest = buckets.sorted { $0.value.at > $1.value.at }.prefix(count)
        buckets = Dictionary(uniqueKeysWithValues: newest.map { ($0.key, $0.value) })
    }
}
