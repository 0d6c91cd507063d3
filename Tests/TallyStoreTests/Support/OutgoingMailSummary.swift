import MailParsing
import TallyCore

extension OutgoingMail {
    /// The address that an answer to this mail goes to.
    var answerAddress: String { draft.replyTo?.address ?? "" }

    /// Kind and recipient, as the tests compare them: `claimed to alice@acme.example`.
    var summary: String { "\(draft.kind.rawValue) to \(draft.to.address)" }
}
