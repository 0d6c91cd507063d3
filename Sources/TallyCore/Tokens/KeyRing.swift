/// The keys that tokens, Message-IDs and sign-ins are authenticated with, newest last.
///
/// Old keys still verify what was made with them; only the newest one signs.
package struct KeyRing: Hashable, Sendable, CustomStringConvertible {
    /// One key and the number it is called by in a token.
    package struct Key: Hashable, Sendable {
        package let id: UInt8
        /// 32 octets.
        package let octets: [UInt8]

        package init(id: UInt8, octets: [UInt8]) {
            self.id = id
            self.octets = octets
        }
    }

    /// Oldest first.
    package let keys: [Key]

    /// - Precondition: `keys` is not empty.
    package init(keys: [Key]) {
        precondition(!keys.isEmpty, "a key ring needs a key")
        self.keys = keys
    }

    package var signing: Key { keys[keys.count - 1] }

    package func key(_ id: UInt8) -> Key? { keys.last { $0.id == id } }

    /// Keys are never printed.
    package var description: String { "KeyRing(\(keys.count) keys)" }
}
