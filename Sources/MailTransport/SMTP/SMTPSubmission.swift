package import TallyCore

/// Submits mail over one connection, which is kept for a while and used again.
///
/// One actor is one connection; a site that wants more at once makes more of them.
package actor SMTPSubmission: MailSubmission {
    private nonisolated let executor: ThreadExecutor
    private nonisolated let waker = Waker()
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    private let settings: SubmissionSettings
    private var idle: SMTPConnection?

    package init(_ settings: SubmissionSettings) {
        executor = ThreadExecutor(name: "smtp-submit")
        self.settings = settings
    }

    /// Submits one message to one recipient.
    ///
    /// Cancelling the task ends it within about a second; after the final dot within five, to learn how it went.
    package func submit(
        _ message: [UInt8], envelope: Envelope
    ) async throws(SubmissionFailure) -> SMTPReply {
        guard let recipient = SMTPPath(envelope.recipient) else { throw .refused(.unusableRecipient) }
        let sender = envelope.sender.flatMap { SMTPPath($0) }
        guard sender != nil || envelope.sender == nil else { throw .senderRefused(.unusableSender) }
        let data = MessageData(message)

        waker.lower()
        let result = await withTaskCancellationHandler {
            deliver(data, sender: sender, recipient: recipient, id: envelope.id)
        } onCancel: {
            waker.raise()
        }
        return try result.get()
    }

    /// Closes the connection if no message has used it for a while.
    ///
    /// To be called now and then.
    package func closeIfIdle() {
        guard var connection = idle.take() else { return }
        if connection.isStale {
            connection.leave()
        } else {
            idle = consume connection
        }
    }

    /// Says goodbye to the server; the next message connects anew.
    package func close() {
        guard var connection = idle.take() else { return }
        connection.leave()
    }

    private func deliver(
        _ message: MessageData, sender: SMTPPath?, recipient: SMTPPath, id: String?
    ) -> Result<SMTPReply, SubmissionFailure> {
        closeIfIdle()
        if var connection = idle.take() {
            switch connection.submit(message, sender: sender, recipient: recipient, id: id) {
            case .judged(let result, let isReusable):
                if isReusable { idle = consume connection } else { connection.leave() }
                return result
            case .stale:
                connection.leave()
            }
        }
        do throws(TransportFailure) {
            var connection = try SMTPConnection.open(settings, waker: waker)
            switch connection.submit(message, sender: sender, recipient: recipient, id: id) {
            case .judged(let result, let isReusable):
                if isReusable { idle = consume connection } else { connection.leave() }
                return result
            case .stale:
                preconditionFailure("a new connection cannot be stale")
            }
        } catch {
            return .failure(.unavailable(reason: error.description, needsOperator: error.needsOperator))
        }
    }
}

extension SMTPReply {
    /// Our own judgement, in the form of the reply that a server would give (RFC 3463 §3.2, RFC 6531 §3.5).
    static let unusableRecipient = SMTPReply(
        code: 553, enhancedCode: "5.1.3", text: "not sent: the recipient's address is not a mail address")
    static let unusableSender = SMTPReply(
        code: 553, enhancedCode: "5.1.7", text: "not sent: the sender's address is not a mail address")
    static let addressNeedsSMTPUTF8 = SMTPReply(
        code: 553, enhancedCode: "5.6.7",
        text: "not sent: the address has letters that the outgoing server cannot take (no SMTPUTF8)")
}
