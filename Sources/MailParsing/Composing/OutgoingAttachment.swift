/// A file that goes out with a message.
package struct OutgoingAttachment: Hashable, Sendable {
    package let filename: String
    /// `type/subtype`; `application/octet-stream` is written when it is neither token.
    package let contentType: String
    package let content: [UInt8]

    package init(filename: String, contentType: String, content: [UInt8]) {
        self.filename = filename
        self.contentType = contentType
        self.content = content
    }
}
