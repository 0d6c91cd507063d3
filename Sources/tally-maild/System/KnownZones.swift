internal import Synchronization
internal import TallyCore

/// Time zones that were read before: every mail to somebody with a zone of their own asks for its rules.
final class KnownZones: Sendable {
    private let zones = Mutex<[String: ZoneRules]>([:])

    /// The rules of a zone; nil when `read` knows none of that name.
    func rules(of name: String, read: (String) -> ZoneRules?) -> ZoneRules? {
        if let known = zones.withLock({ $0[name] }) { return known }
        guard let rules = read(name) else { return nil }
        zones.withLock { $0[name] = rules }
        return rules
    }
}
