/// Whether a machine wrote a message, and what it reports.
package struct Automation: Hashable, Sendable {
    /// Written by a machine: never to be answered (RFC 3834 §2).
    package let isAutomatic: Bool
    /// Why it is taken for one, for people to read.
    package let reasons: [String]
    /// The final failure of a delivery.
    package let isBounce: Bool
    /// A notice that a delivery is late and still tried.
    package let isDelayed: Bool
    /// The addresses that the report is about.
    package let failedRecipients: [String]
    /// The enhanced status code (RFC 3463), such as `5.1.1`.
    package let status: String?
    /// The identifier of the message that the report is about.
    package let originalMessageID: MessageID?

    init(header: MessageHeader, tree: MIMETree, body: MessageBody, bytes: [UInt8]) {
        isAutomatic = false
        reasons = []
        isBounce = false
        isDelayed = false
        failedRecipients = []
        status = nil
        originalMessageID = nil
    }
}
