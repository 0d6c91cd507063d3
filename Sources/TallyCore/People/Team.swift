/// A group of staff that tickets are routed to.
package struct Team: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package var name: String
    /// Counts the changes; an edit names the one it has seen.
    package var version: Int

    package init(id: ID, name: String, version: Int = 1) {
        self.id = id
        self.name = name
        self.version = version
    }
}
