/// The store could not do its work; nothing of what was asked has happened.
///
/// The operator has to act (disk full, a damaged file, wrong permissions), or time has (a lock).
package struct StoreFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed, without any value of a row in it.
    package let description: String
    /// Whether the same call may succeed later without anybody's help.
    package let isTransient: Bool
    /// Whether a row or a value is at fault and not the store, so that other requests succeed meanwhile.
    package let isOfOneRow: Bool

    package init(_ description: String, isTransient: Bool, isOfOneRow: Bool = false) {
        self.description = description
        self.isTransient = isTransient
        self.isOfOneRow = isOfOneRow
    }
}
