package import MailParsing
package import TallyCore

/// One message as `parse` prints it; the keys are always there, null or empty when the message has nothing
/// for them.
extension Message {
    /// - Parameter digest: SHA-256 in hexadecimal.
    func json(digest: ([UInt8]) -> String) -> JSON {
        [
            "from": decoded.from.json, "sender": decoded.sender.json, "reply_to": decoded.replyTo.json,
            "to": decoded.to.json, "cc": decoded.cc.json, "bcc": decoded.bcc.json,
            "subject": decoded.subject.json,
            "date": decoded.date.map { Timestamp(unixSeconds: $0) }.json,
            "message_id": decoded.messageID.map(\.text).json,
            "in_reply_to": decoded.inReplyTo.map(\.text).json,
            "references": decoded.references.map(\.text).json, "text": text.json,
            "text_source": textSource.map(\.rawValue).json, "html": decoded.html.json,
            "visible_text": visibleText.json,
            "quoted_text": quotedText.json,
            "attachments": .array(decoded.attachments.map { $0.json(digest: digest) }),
            "is_auto": automation.isAutomatic.json, "auto_reasons": automation.reasons.json,
            "is_bounce": automation.isBounce.json, "delayed": automation.isDelayed.json,
            "failed_recipients": automation.failedRecipients.json, "status": automation.status.json,
            "original_message_id": automation.originalMessageID.map(\.text).json,
            "extracted": .array(decoded.extracted.map { $0.json(digest: digest) }),
            "delivery_report": automation.deliveryReport?.json ?? .null,
            "receipt": automation.receipt?.json ?? .null, "signature": decoded.signature?.json ?? .null,
            "authentication_results": decoded.authenticationResults.json, "defects": defects.json,
            "headers": .array(fields.map { [.string($0.name), .string($0.value)] }),
        ]
    }
}

extension Mailbox: JSONRepresentable {
    package var json: JSON { ["name": name.json, "addr": address.json] }
}

extension Defect: JSONRepresentable {
    package var json: JSON { ["kind": kind.rawValue.json, "offset": offset.json, "detail": detail.json] }
}

extension MailParsing.Attachment {
    fileprivate func json(digest: ([UInt8]) -> String) -> JSON {
        [
            "filename": filename.json, "content_type": contentType.json, "size": content.count.json,
            "sha256": digest(content).json, "inline": isInline.json, "content_id": contentID.json,
            "calendar_method": calendarMethod.json,
        ]
    }
}

extension DeliveryReport: JSONRepresentable {
    /// The fields of each recipient.
    package var json: JSON {
        let recipients = recipients.map { recipient -> JSON in
            [
                "final_recipient": recipient.finalRecipient.json,
                "original_recipient": recipient.originalRecipient.json,
                "action": (recipient.action?.rawValue).json, "status": recipient.status.json,
                "diagnostic": recipient.diagnostic.json, "remote_server": recipient.remoteServer.json,
            ]
        }
        return .array(recipients)
    }
}

extension ReadReceipt: JSONRepresentable {
    package var json: JSON {
        [
            "disposition": disposition.json, "final_recipient": finalRecipient.json,
            "original_message_id": originalMessageID.map(\.text).json,
        ]
    }
}

extension Signature: JSONRepresentable {
    /// Who signed it by its own words.
    package var json: JSON { ["kind": kind.rawValue.json, "signer": signer.json] }
}
