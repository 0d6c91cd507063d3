/// A file that goes out with a message.
package struct OutgoingAttachment: Hashable, Sendable {
    /// The name to suggest to the reader; any text.
    package let filename: String
    /// `type/subtype`; `application/octet-stream` is written when it is neither token.
    package let contentType: String
    /// The octets, without a transfer encoding.
    package let content: [UInt8]

    /// A file of these octets.
    package init(filename: String, contentType: String, content: [UInt8]) {
        self.filename = filename
        self.contentType = contentType
        self.content = content
    }
}
