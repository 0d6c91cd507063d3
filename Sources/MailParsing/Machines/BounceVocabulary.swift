/// Words of mail systems that report failures without RFC 3464.
enum BounceVocabulary {
    /// How subjects of failures begin, or what they hold; lower case.
    static let subjects = [
        "undeliver", "delivery status notification", "delivery failure", "delivery notification",
        "delivery problem", "delivery report", "delivery error",
        "delivery has failed", "mail delivery", "message delivery failure", "failure notice",
        "failure delivery", "failed delivery", "failed mail",
        "returned mail", "returned message", "returned to sender", "mail could not be delivered",
        "could not be delivered", "non-delivery", "nondeliverable", "non delivery", "not deliverable",
        "unable to deliver", "mail system error", "mail failure", "mail error", "email delivery",
        "error mail", "unzustellbar", "unzustellbare", "nicht zustellbar", "rückläufer",
        "zustellung", "non remis", "échec de la remise", "échec de remise", "no se puede entregar",
        "no entregado", "não entregue", "mancato recapito", "niet bezorgd", "kan ikke leveres",
        "не доставлено", "недоставлен", "не может быть доставлено", "недоставка", "配信不能", "配信エラー", "送信エラー",
        "未送达", "退信", "系统退信", "無法傳遞", "배달되지 않음",
        "there was an error sending your mail", "user unknown", "unknown user", "address not found",
        "message blocked", "message not delivered",
        "mailbox full", "warning: message", "warning: could not send", "undelivered", "rejected mail",
        "email rejected", "message rejected", "your message to", "mail failed",
        "complaint about message from", "aws notification message", "メールエラー",
    ]

    /// Sentences that say that a delivery failed for good; lower case.
    static let failures = PhraseList([
        "could not be delivered", "couldn't be delivered", "could not deliver", "couldn't deliver",
        "can't be delivered", "cannot be delivered", "can not be delivered", "was not delivered",
        "wasn't delivered", "not be delivered", "unable to deliver", "undeliverable", "undelivered",
        "delivery failed", "delivery has failed", "delivery to the following recipient", "failed to deliver",
        "delivery failure", "permanent error", "permanent fatal errors", "permanently",
        "was unable to be delivered", "your mail to the following", "message you sent to",
        "following address",
        "user unknown", "unknown user", "no such user", "does not exist", "doesn't exist",
        "mailbox unavailable", "mailbox not found", "invalid recipient", "recipient rejected",
        "address rejected", "recipient address",
        "over quota", "mailbox is full", "mailbox full", "quota exceeded", "exceeded storage",
        "returned to sender", "return to sender", "giving up", "rejected your message",
        "rejected the message", "refused to accept",
        "did not reach", "error occurred while", "address not found", "has been rejected", "was rejected",
        "has been blocked", "message blocked", "no mailbox", "not a valid", "not known", "unrouteable",
        "unroutable",
        "retry timeout exceeded", "retry time not reached", "too large", "mail loop", "routing loop",
        "host not found", "name service error", "nicht zugestellt", "nicht zustellbar", "n'a pas pu être",
        "n'ont pas été",
        "no se ha podido", "no se pudo", "não pôde ser", "non è stato possibile", "kon niet worden",
        "не удалось", "не было доставлено", "не может быть доставлено", "届け", "配信できませんでした", "エラー", "宛先", "无法",
        "失败", "未能",
        "transcript of session", "i'm sorry to have to inform you", "here is why", "intended recipient",
        "the following recipient", "fatal errors", "rcpt to", "permission", "denied", "smtp error", "550 ",
        "554 ", "552 ", "553 ", "551 ", "5.1.1", "5.2.2", "\"notificationtype\":\"bounce\"",
    ])

    /// Sentences that say that a delivery is late and still tried; lower case.
    static let delays = PhraseList([
        "has not yet been delivered", "not yet been delivered", "has been delayed", "is delayed",
        "delivery is delayed", "delivery delayed", "will be retried", "will keep trying",
        "will continue to try", "will retry", "still being retried",
        "this is a warning message only", "you do not need to resend", "no action is required on your part",
        "could not send message for past", "temporarily delayed", "zustellung verzögert", "wird verzögert",
        "delivery attempts will continue", "is still trying", "further attempts", "delivery incomplete",
        "delivery status notification (delay)", "temporary problem delivering",
    ])

    /// Lines behind which the message itself is repeated; lower case, at the start of a line.
    static let copies = PhraseList([
        "--- below this line is a copy", "------ this is a copy of", "----- original message",
        "----- message header", "--- original message", "-----original message", "--- enclosed are",
        "original message follows", "--- message header", "---- original message", "message header follows",
        "message headers follow", "------- original message", "the original message",
        "original message headers",
        "--- the header of the original", "----- unsent message follows", "content of message follows",
        "----------------- message header", "----- messages follow", "received: from", "received: by",
        "return-path:", "content-type: message/rfc822",
        "--- returned message", "the header of the original", "a copy of the original message",
        "---------- original message", "----- begin message", "message contents follow",
        "the following is a copy",
        "--- mail header", "this is a copy of your message", "here is a copy of the first part",
        "headers of your message",
    ])

    /// The same, anywhere in a line.
    static let copyMarks = PhraseList(["message text follows"])
}
