/// How much of one message is read.
///
/// Mail comes from anybody, so that everything has an end. What lies beyond a limit is left out, a `Defect` says so,
/// and the rest is still read.
package struct Limits: Hashable, Sendable {
    /// Octets of the whole message.
    package var messageBytes: Int
    /// Octets of one header block.
    package var headerBytes: Int
    /// Fields of one header block.
    package var fields: Int
    /// Parts of all multiparts together.
    package var parts: Int
    /// Multiparts inside each other.
    package var depth: Int
    /// UTF-8 octets of one display name or file name.
    package var nameBytes: Int
    /// Addresses of one field, identifiers of one field.
    package var addresses: Int

    /// Limits where those not named are the standard ones.
    package init(
        messageBytes: Int = 26_214_400, headerBytes: Int = 262_144, fields: Int = 1_000, parts: Int = 500,
        depth: Int = 20, nameBytes: Int = 1_024, addresses: Int = 500
    ) {
        self.messageBytes = messageBytes
        self.headerBytes = headerBytes
        self.fields = fields
        self.parts = parts
        self.depth = depth
        self.nameBytes = nameBytes
        self.addresses = addresses
    }

    /// What fits all honest mail: 25 MiB, 20 multiparts deep, 500 parts.
    package static let standard = Limits()
}
