/// A time in which mail to so many people came back that the fault is no address's: a relay that refuses us, or a
/// domain that is down.
///
/// What came back in it counts towards no suspension.
package struct BounceStorm: Hashable, Sendable {
    /// From when on bounces belong to it.
    package let from: Timestamp
    /// Until when they do; later while mail goes on coming back.
    package let until: Timestamp
    /// Of how many people mail had come back when it began, at least.
    package let addresses: Int

    package init(from: Timestamp, until: Timestamp, addresses: Int) {
        self.from = from
        self.until = until
        self.addresses = addresses
    }
}
