internal import MailParsing
internal import MailTransport
internal import TallyCore
internal import TallyCryptography

/// Finds out whether mail to a reply-token address arrives: sends one to the mailbox itself and waits for it.
///
/// The mail is from the mailbox's own address, so the daemon takes it for its own coming back and ignores it.
struct ReplyAddressCheck {
    static let patience = Duration.seconds(30)

    let mailbox: Configuration.Mailbox
    let settings: MailboxSettings
    let submission: SubmissionSettings

    /// What is wrong, and what to do about it; nil when the mail arrived, or there is no reply address.
    func problem() async -> String? {
        guard let pattern = mailbox.replyAddress else { return nil }
        let place = "mailboxes[\(mailbox.name)].replyAddress"
        let random = SodiumCryptography().randomBytes(25)
        let identifier = "check.\(Base32.encode(Array(random.prefix(10))))@\(mailbox.address.domain)"
        let address = pattern.address(with: Base32.encode(random))
        let advice =
            "switch on plus-addressing for \(mailbox.address) (recipient_delimiter = + in Postfix and Dovecot), "
            + "or write replyAddress: null; verbs by mail then need the console"
        do throws(SubmissionFailure) {
            let sender = SMTPSubmission(submission)
            _ = try await sender.submit(
                message(identifier, to: address).bytes(),
                envelope: Envelope(sender: mailbox.address.text, recipient: address))
            await sender.close()
        } catch {
            return "\(place): mail to \(address) is refused: \(error); \(advice)"
        }
        do throws(TransportFailure) {
            if try await ArrivalProbe.awaits(messageID: identifier, in: settings, within: Self.patience) {
                return nil
            }
            return
                "\(place): mail to \(address) was taken, but did not arrive within \(Self.patience); \(advice)"
        } catch {
            return "\(place): \(error)"
        }
    }

    private func message(_ identifier: String, to address: String) -> OutgoingMessage {
        OutgoingMessage(
            from: MailParsing.Mailbox(name: nil, address: mailbox.address.text),
            to: [MailParsing.Mailbox(name: nil, address: address)],
            subject: "tally-maild check: does plus-addressing work?", date: SystemClock.now().unixSeconds,
            messageID: MessageID(text: identifier),
            fields: [.autoSubmitted(.generated), .suppressAutoResponses],
            text: "This mail was sent by `tally-maild check --connect`. It can be deleted.\n")
    }
}
