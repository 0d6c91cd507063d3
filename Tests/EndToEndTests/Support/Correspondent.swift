import Foundation
import MailParsing

/// A mail that has arrived.
struct ArrivedMail {
    let uid: Int
    let message: Message

    var subject: String { message.subject ?? "" }
    var text: String { message.text ?? "" }
    var replyAddress: String { (message.replyTo.first ?? message.from.first)?.address ?? "" }
    var autoSubmitted: String { message.fields(named: "Auto-Submitted").first?.value ?? "" }
    /// Without angle brackets.
    var messageID: String { message.messageID?.text ?? "" }
    /// The Message-IDs it answers.
    var inReplyTo: [String] { message.inReplyTo.map(\.text) }
    /// The PDF file it brings.
    var report: [UInt8]? { message.attachments.first { $0.contentType == "application/pdf" }?.content }
}

/// A person with a mailbox: sends mail, and waits for mail.
struct Correspondent {
    let name: String
    let address: String
    /// Where mail to the address arrives.
    let mailbox: String
    let servers: MailServers

    /// - Parameter address: where mail for anybody@outside.example arrives is the mailbox `outside`.
    init(_ name: String, _ address: String, on servers: MailServers) {
        self.name = name
        self.address = address
        let local = String(address.prefix { $0 != "@" })
        mailbox = address.hasSuffix("@outside.example") ? "outside" : local
        self.servers = servers
    }

    // MARK: Sending

    /// A new mail, as a mail program writes it.
    func write(
        to recipient: String, _ subject: String, _ text: String, id: String = UUID().uuidString,
        more fields: [String] = []
    ) -> [UInt8] {
        let ownFields = [
            "From: \(name) <\(address)>", "To: \(recipient)", "Subject: \(subject)",
            "Message-ID: <\(id)@client>",
            "Date: \(Self.date())", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
        ]
        let body = text.replacing("\n", with: "\r\n")
        return Array("\((ownFields + fields).joined(separator: "\r\n"))\r\n\r\n\(body)\r\n".utf8)
    }

    /// - Returns: the mail's Message-ID.
    @discardableResult
    func send(_ subject: String, _ text: String, more fields: [String] = []) throws -> String {
        let recipient = "support@\(servers.domain)"
        let id = UUID().uuidString
        try deliver(write(to: recipient, subject, text, id: id, more: fields), to: recipient)
        return "\(id)@client"
    }

    /// Answers with the whole original quoted below, to the address it asks for.
    func reply(to original: ArrivedMail, _ text: String) throws {
        let quotation = original.text.split(separator: "\n", omittingEmptySubsequences: false).map {
            "> \($0)"
        }
        let body = "\(text)\n\nOn \(Self.date()), Acme IT wrote:\n\(quotation.joined(separator: "\n"))"
        let mail = write(
            to: original.replyAddress, "Re: \(original.subject)", body,
            more: ["In-Reply-To: <\(original.messageID)>", "References: <\(original.messageID)>"])
        try deliver(mail, to: original.replyAddress)
    }

    /// Hands a message to the mail exchanger, as any server on the Internet would.
    func deliver(_ message: [UInt8], to recipient: String) throws {
        let connection = try Connection(port: servers.exchangerPort)
        func expect(_ code: String, after command: [UInt8]) throws {
            try connection.send(command)
            var line = try connection.line()
            while line.dropFirst(3).first == "-" { line = try connection.line() }
            guard line.hasPrefix(code) else { throw Program.Failure(description: "SMTP: \(line)") }
        }
        try expect("220", after: [])
        try expect("250", after: Array("EHLO client.example\r\n".utf8))
        try expect("250", after: Array("MAIL FROM:<\(address)>\r\n".utf8))
        try expect("250", after: Array("RCPT TO:<\(recipient)>\r\n".utf8))
        try expect("354", after: Array("DATA\r\n".utf8))
        try expect("250", after: Self.stuffed(message) + Array(".\r\n".utf8))
    }

    /// RFC 5321 §4.5.2.
    private static func stuffed(_ message: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(message.count)
        var isAtStart = true
        for byte in message {
            if isAtStart, byte == UInt8(ascii: ".") { out.append(byte) }
            out.append(byte)
            isAtStart = byte == 0x0A
        }
        return out
    }

    static func date() -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 3_600)
        formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss Z"
        return formatter.string(from: Date())
    }

    // MARK: Reading

    /// Waits for the automatic answer to a mail, which repeats none of its text: its sender is not proven.
    func acknowledgement(of id: String, within limit: Duration = .seconds(30)) throws -> ArrivedMail {
        try mail("an acknowledgement", within: limit) {
            $0.autoSubmitted == "auto-replied" && $0.inReplyTo.contains(id)
        }
    }

    /// Everything that has arrived so far, in order, to this person's address; above a UID.
    func mails(above uid: Int = 0) throws -> [ArrivedMail] {
        let reader = try IMAPReader(port: servers.imapPort, user: mailbox, password: servers.password)
        return try reader.messages(above: uid).map {
            ArrivedMail(uid: $0.uid, message: Message(reading: $0.bytes))
        }
        .filter { mail in mail.message.to.contains { $0.address == address } }
    }

    /// Waits for a mail that fits, later than `earlier` when given.
    func mail(
        _ what: String, after earlier: ArrivedMail? = nil, within limit: Duration = .seconds(30),
        where fits: (ArrivedMail) -> Bool
    ) throws -> ArrivedMail {
        try eventually("mail to \(name): \(what)", within: limit) {
            try mails(above: earlier?.uid ?? 0).first(where: fits)
        }
    }
}
