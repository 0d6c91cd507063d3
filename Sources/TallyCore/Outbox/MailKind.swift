/// The kinds of mail the desk sends; each has a folder of templates with its name.
package enum MailKind: String, Hashable, Sendable, CaseIterable {
    /// To the requester: your request has arrived.
    case received
    /// To staff: somebody needs help.
    case newTicket = "new-ticket"
    /// To the requester: somebody took it.
    case claimed
    /// To whoever was given a ticket by somebody else.
    case assigned
    /// To staff: a ticket that somebody held waits for somebody else.
    case returned
    /// To whoever took part in a ticket: its conversation goes on in another one.
    case merged
    /// To whom a comment concerns.
    case comment
    /// To the requester: it is done; carries the PDF report.
    case resolved
    /// To the requester and participants: the status changed in another way.
    case status
    /// To the sender of commands: what was done, and what not and why.
    case receipt
    /// To an address that somebody says is theirs: the link that proves it.
    case confirmAddress = "confirm-address"
    /// To an address that somebody wants an account for: the link that makes it.
    case signUp = "sign-up"
    /// To somebody whom an admin made an account for: the link that sets its password.
    case invite
    /// To who forgot their password: the link that sets another.
    case passwordReset = "password-reset"
    /// To who wants in without a password: the link that signs them in.
    case signIn = "sign-in"
    /// To a person: something happened to their account that they should know of if it was not them.
    case account
    /// To the sender of a message over the size limit.
    case oversize
    /// To the sender of a message that is encrypted or damaged.
    case unreadable
    /// To staff: a promise is about to be broken.
    case serviceLevelWarning = "sla-warning"
    /// To staff: a promise was broken.
    case serviceLevelBreach = "sla-breach"
    /// To the registered address: a mail without proof asks for a change in your name; was it you?
    case confirm
    /// To admins, weekly: the desk in numbers; carries the PDF report of the week.
    case report
    /// To staff: mail to somebody does not arrive.
    case bounceNotice = "bounce-notice"
    /// To staff: many notices in one mail, when they come in floods.
    case gathered
    /// To whoever wants it, daily: what happened to their tickets since the last one.
    case digest
    /// To admins: the desk holds something back until somebody has looked.
    case alarm
    /// To admins: a mailbox or the reading of mail does not work, or works again.
    case outage

    /// An answer to one message of the recipient, as against a notice nobody asked for (RFC 3834 §5).
    package var isReply: Bool {
        switch self {
        case .received, .receipt, .oversize, .unreadable, .confirm: true
        case .newTicket, .claimed, .assigned, .returned, .merged, .comment, .resolved, .status,
            .serviceLevelWarning, .serviceLevelBreach, .confirmAddress, .signUp, .invite,
            .passwordReset, .signIn, .account, .report, .bounceNotice, .gathered, .digest, .alarm,
            .outage:
            false
        }
    }

    /// What may answer a mail that opens a ticket: one budget for all of it.
    static let firstAnswers: Set<MailKind> = [.received, .oversize, .unreadable]

    /// Whether what was said before stands below, as people expect of an answer.
    var quotesEarlier: Bool { self == .comment || self == .resolved }

    /// Whether a PDF report goes with it.
    package var carriesReport: Bool { self == .resolved || self == .report }
}
