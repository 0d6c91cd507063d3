import MailParsing
import TallyCore
import TestSupport

/// Machines that answer mail, as the desk meets them.
enum Robots {
    /// Header fields that an honest responder adds (RFC 3834 §3.1).
    static let honest = ["Auto-Submitted: auto-replied", "Precedence: bulk"]

    /// Where a machine's answer goes.
    enum Target {
        /// As mail programs do.
        case replyTo
        /// As responders of servers do, which answer the envelope: ours is the address in From (RFC 5230 §4.6).
        case envelope

        func address(of mail: Message) -> String {
            let from = mail.from.first?.address ?? ""
            switch self {
            case .replyTo: return mail.replyTo.first?.address ?? from
            case .envelope: return from
            }
        }
    }

    /// Answers each mail in the same way; without header fields nothing but its words say that it is a machine.
    ///
    /// - Parameters:
    ///   - subject: `#` stands for the number of the answer.
    ///   - words: gets the number of the answer and what is answered.
    static func responder(
        _ address: String, fields: [String] = [], to target: Target = .envelope, threads: Bool = true,
        subject: String? = nil, contentType: String? = nil,
        words: @escaping (Int, MailWorld.Arrival) -> String
    ) -> MailWorld.Machine {
        var count = 0
        return { arrival in
            count += 1
            let mail = arrival.message
            var letter = Letter(
                from: "<\(address)>", to: target.address(of: mail),
                subject: (subject ?? "Re: \(mail.subject ?? "")").replacing("#", with: "\(count)"),
                id: "robot\(count).\(address)", body: words(count, arrival))
            if threads { letter.inReplyTo = mail.messageID?.text }
            letter.extra = fields
            if let contentType { letter.contentType = contentType }
            return [(letter.to, letter.text)]
        }
    }

    /// A person's absence notice.
    ///
    /// - Parameter fields: what its header says of itself; without any it hides what it is.
    static func absence(
        _ address: String, fields: [String] = [], to target: Target = .envelope
    ) -> MailWorld.Machine {
        responder(address, fields: fields, to: target) { _, _ in
            "I am out of the office until Monday and will read your message then. In urgent cases please call "
                + "extension 4711."
        }
    }

    /// A ticketing system that opens a ticket for each mail and tells its number, to the address that mail is from.
    static func tickets(
        _ address: String, fields: [String] = [], trace: [String] = [], threads: Bool = false,
        subject: String = "[#100#] Request received"
    ) -> MailWorld.Machine {
        var count = 100
        return { arrival in
            count += 1
            let mail = arrival.message
            var letter = Letter(
                from: "Other Help <\(address)>", to: Target.envelope.address(of: mail),
                subject: subject.replacing("#100#", with: "\(count)")
                    .replacing("SUBJECT", with: mail.subject ?? ""),
                id: "t\(count).\(address)",
                body:
                    "Thank you for your request, which has the number \(count). Somebody will look at it soon."
            )
            if threads { letter.inReplyTo = mail.messageID?.text }
            letter.above = trace
            letter.extra = fields
            return [(letter.to, letter.text)]
        }
    }

    /// A server at which the address does not exist any more; it reports every mail as RFC 3464 says, or in words.
    ///
    /// - Parameters:
    ///   - reporter: whom the words are from.
    ///   - reason: what they say of the address.
    static func noSuchUser(
        _ address: String, inWords: Bool = false, from reporter: String = "postmaster@exchange.example",
        because reason: String = "the person has left the company"
    ) -> MailWorld.Machine {
        var count = 0
        return { arrival in
            count += 1
            let mail = arrival.message
            let target = Target.envelope.address(of: mail)
            let id = mail.messageID?.text ?? ""
            if inWords {
                let letter = Letter(
                    from: reporter, to: target,
                    subject: "Undeliverable: \(mail.subject ?? "")", id: "ndr\(count).\(address)",
                    body: """
                        Your message to <\(address)> could not be delivered: \(reason).

                        Message-ID: <\(id)>
                        """)
                return [(target, letter.text)]
            }
            var letter = DeliveryReportLetter(
                recipient: address, status: "5.1.1", returned: ["Message-ID: <\(id)>"])
            letter.to = target
            letter.id = "ndr\(count).\(address)"
            return [(target, letter.text)]
        }
    }

    /// A forward of a server, to the byte.
    static func forward(to target: String) -> MailWorld.Machine {
        { arrival in [(target, arrival.text)] }
    }

    /// A forward of a mail program, which writes each mail anew in its owner's name.
    static func rewriter(_ address: String, to target: String) -> MailWorld.Machine {
        var count = 0
        return { arrival in
            count += 1
            let letter = Letter(
                from: "<\(address)>", to: target, subject: arrival.message.subject ?? "",
                id: "fwd\(count).\(address)", body: arrival.message.text ?? "")
            return [(target, letter.text)]
        }
    }

    /// A mailing list that the desk is subscribed to: each mail to it comes back with the list's fields.
    static func list(_ address: String, subscriber: String) -> MailWorld.Machine {
        { arrival in
            let fields =
                "List-Id: <\(address.replacing("@", with: "."))>\nPrecedence: list\nSender: \(address)\n"
            return [(subscriber, fields + arrival.text)]
        }
    }

    /// A list that writes its own address into From, as lists do because of DMARC, and drops what it does not know.
    static func mungingList(_ address: String, subscriber: String) -> MailWorld.Machine {
        var count = 0
        return { arrival in
            count += 1
            var letter = Letter(
                from: "Somebody via All <\(address)>", to: address,
                subject: "[all] \(arrival.message.subject ?? "")",
                id: "list\(count).\(address)", body: arrival.message.text ?? "")
            letter.extra = ["List-Id: <\(address.replacing("@", with: "."))>", "Precedence: list"]
            return [(subscriber, letter.text)]
        }
    }

    /// What a relay leaves that throws away every field it does not know, and gives each mail an identifier of its own.
    static func stripping(_ text: String) -> String {
        let kept = [
            "from:", "to:", "subject:", "date:", "mime-version:", "content-type:",
            "content-transfer-encoding:",
        ]
        var hash: UInt64 = 14_695_981_039_346_656_037
        for octet in text.utf8 { hash = (hash ^ UInt64(octet)) &* 1_099_511_628_211 }
        let left = header(of: text) { name in kept.contains { name.hasPrefix($0) } }
        return "Message-ID: <\(hash)@relay.example>\n" + left
    }

    /// What a relay leaves that throws away what marks automatic mail.
    static func unmarking(_ text: String) -> String {
        header(of: text) { !$0.hasPrefix("x-") && !$0.hasPrefix("auto-submitted:") }
    }

    /// A mail with those fields of its header that are wanted; `isKept` gets their lines in lower case.
    private static func header(of text: String, _ isKept: (String) -> Bool) -> String {
        var lines: [Substring] = []
        var isHead = true
        var isFieldKept = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isHead, line.isEmpty { isHead = false }
            if isHead, !line.hasPrefix(" "), !line.hasPrefix("\t") { isFieldKept = isKept(line.lowercased()) }
            if !isHead || isFieldKept { lines.append(line) }
        }
        return lines.joined(separator: "\n")
    }
}
