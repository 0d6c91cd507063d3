/// The header of a message: its fields, and their meaning by name.
struct MessageHeader: Sendable {
    let fields: [HeaderField]
    private let limits: Limits

    init(_ fields: [HeaderField], limits: Limits) {
        self.fields = fields
        self.limits = limits
    }

    func all(_ name: String) -> [HeaderField] { fields.filter { $0.isNamed(name) } }

    func first(_ name: String) -> HeaderField? { fields.first { $0.isNamed(name) } }

    /// The addresses of the first field of this name.
    ///
    /// QUIRK: RFC 5322 §3.6 allows one field each. Recipients of repeated fields are all kept; nobody is who he is
    /// by a second `From`. (quirks/to-twice.eml, quirks/two-from-fields.eml)
    func mailboxes(_ name: String) -> [Mailbox] {
        let isIdentity = name == "From" || name == "Sender" || name == "Reply-To"
        let found = isIdentity ? Array(first(name).map { [$0] } ?? []) : all(name)
        return Array(
            found.prefix(20)
                .flatMap(mailboxes(of:))
                .prefix(limits.addresses))
    }

    func mailboxes(of field: HeaderField) -> [Mailbox] {
        AddressList(reading: field.rawValue, limits: limits).mailboxes
    }

    /// The identifiers of the first field of this name.
    ///
    /// QUIRK: RFC 5322 §3.6.4. `In-Reply-To` held phrases and addresses once, so that only brackets count there.
    /// (quirks/in-reply-to-phrase.eml)
    func identifiers(_ name: String) -> [MessageID] {
        first(name).map {
            MessageID.list(
                in: $0.rawValue, limit: limits.addresses, requiresBrackets: name == "In-Reply-To")
        } ?? []
    }

    /// Whether the subject begins as that of an answer, or of a forwarded message.
    var isAnswerOrForward: Bool {
        guard let subject = first("Subject")?.value.utf8 else { return false }
        let start = subject.prefix(8).map(\.lowercased)
        return isForward
            || ["re:", "re :", "aw:", "sv:", "antw:", "odp:", "rif:", "回复:", "re["].contains {
                start.starts(with: $0.utf8)
            }
    }

    /// Whether the subject begins as a forwarded message's does.
    var isForward: Bool {
        guard let subject = first("Subject")?.value.utf8 else { return false }
        let start = subject.prefix(8).map(\.lowercased)
        return [
            "fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "vs:", "vb:", "i:", "pd:", "doorst:", "vl:", "转发:",
            "轉寄:",
        ]
        .contains { start.starts(with: $0.utf8) }
    }

    private func addressDefects(of field: HeaderField) -> [Defect] {
        let list = AddressList(reading: field.rawValue, limits: limits)
        var found: [Defect] = []
        if list.exceedsLimit {
            found.append(Defect(kind: .tooManyAddresses, offset: field.offset, detail: field.name))
        }
        for mailbox in list.mailboxes where !mailbox.address.utf8.contains(UInt8(ascii: "@")) {
            found.append(Defect(kind: .badAddress, offset: field.offset, detail: mailbox.address))
        }
        return found
    }

    var defects: [Defect] {
        var found: [Defect] = []
        for name in [
            "From", "Sender", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        ] {
            let repeated = all(name).dropFirst()
            if let second = repeated.first {
                found.append(Defect(kind: .duplicateField, offset: second.offset, detail: name))
            }
        }
        if first("From") == nil { found.append(Defect(kind: .missingFrom, offset: nil, detail: "")) }
        if let date = first("Date"), MailDate.unixSeconds(of: date.rawValue) == nil {
            found.append(Defect(kind: .badDate, offset: date.offset, detail: date.value))
        }
        for name in ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"] {
            for field in all(name).prefix(20) { found.append(contentsOf: addressDefects(of: field)) }
        }
        for field in fields {
            if field.contains(.carriageReturn), field.hasBareCarriageReturn {
                found.append(Defect(kind: .bareCarriageReturn, offset: field.offset, detail: field.name))
            }
            if field.contains(0) {
                found.append(Defect(kind: .nullByte, offset: field.offset, detail: field.name))
            }
        }
        return found
    }
}
