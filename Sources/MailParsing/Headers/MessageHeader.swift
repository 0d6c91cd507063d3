/// The header of a message: its fields, and their meaning by name.
struct MessageHeader: Sendable {
    let fields: [HeaderField]
    /// The subject, decoded once for all who ask; nil when there is none.
    let subject: String?
    /// What is wrong with the fields that were taken so far.
    private(set) var defects: [Defect] = []
    /// The fields with the octets that they came with.
    private let written: [HeaderField]
    private let limits: Limits

    /// - Parameter charset: the canonical name of that of the body, which few headers need; empty when it has none.
    init(_ fields: [HeaderField], limits: Limits, charset: @autoclosure () -> String = "") {
        written = fields
        (self.fields, defects) =
            HeaderField.haveHighOctets(fields) ? Self.read(fields, charset()) : (fields, [])
        self.limits = limits
        subject = HeaderField.first("Subject", in: self.fields)?.value
    }

    /// The fields with octets that are not UTF-8 read in the charset of the body.
    ///
    /// QUIRK: RFC 5322 §2.2. Programs that write raw octets write header and body alike.
    /// (quirks/raw-header-as-body.eml) What does not fit is Windows-1252, as in a body without a label.
    private static func read(_ fields: [HeaderField], _ charset: String) -> ([HeaderField], [Defect]) {
        var defects: [Defect] = []
        let read = fields.map { field in
            guard field.isUnlabelled else { return field }
            defects.append(Defect(kind: .unlabelledBytes, offset: field.offset, detail: field.name))
            return charset.isEmpty || charset == "utf-8" ? field : field.read(as: charset) ?? field
        }
        return (read, defects)
    }

    func all(_ name: String) -> [HeaderField] { HeaderField.all(name, in: fields) }

    func first(_ name: String) -> HeaderField? { HeaderField.first(name, in: fields) }

    /// The addresses of the fields of this name.
    ///
    /// QUIRK: RFC 5322 §3.6 allows one field each. Recipients of repeated fields are all kept; nobody is who he is
    /// by a second `From`. (quirks/to-twice.eml, quirks/two-from-fields.eml)
    func mailboxes(_ name: String) -> [Mailbox] {
        var header = self
        return header.takeMailboxes(name)
    }

    /// More fields of one name than any mail repeats.
    private static let repetitionLimit = 20

    /// The same, and what is wrong with them is noted.
    mutating func takeMailboxes(_ name: String) -> [Mailbox] {
        let isIdentity = name == "From" || name == "Sender" || name == "Reply-To"
        var found: [Mailbox] = []
        let fields = all(name)
        var isCut = fields.count > Self.repetitionLimit
        for (place, field) in fields.prefix(Self.repetitionLimit).enumerated() {
            let list = AddressList(reading: field.rawValue, limits: limits)
            noteDefects(of: list, in: field)
            if place == 0 || !isIdentity { found.append(contentsOf: list.mailboxes) }
        }
        if found.count > limits.addresses {
            found.removeLast(found.count - limits.addresses)
            isCut = true
        }
        if isCut, !isIdentity {
            let offset = fields.last?.offset
            defects.append(Defect(kind: .tooManyAddresses, offset: offset, detail: name))
        }
        return found
    }

    func mailboxes(of field: HeaderField) -> [Mailbox] {
        AddressList(reading: field.rawValue, limits: limits).mailboxes
    }

    /// The identifiers of the first field of this name.
    ///
    /// QUIRK: RFC 5322 §3.6.4. `In-Reply-To` held phrases and addresses once, so that only brackets count there.
    /// (quirks/in-reply-to-phrase.eml)
    func identifiers(_ name: String) -> [MessageID] {
        var header = self
        return header.takeIdentifiers(name)
    }

    /// The same, and more than the limit are noted.
    mutating func takeIdentifiers(_ name: String) -> [MessageID] {
        guard let field = first(name) else { return [] }
        var found = MessageID.list(
            in: field.rawValue, limit: limits.addresses + 1, requiresBrackets: name == "In-Reply-To")
        if found.count > limits.addresses {
            found.removeLast()
            defects.append(Defect(kind: .tooManyAddresses, offset: field.offset, detail: name))
        }
        return found
    }

    /// Whether the subject begins as a forwarded message's does.
    var isForward: Bool {
        guard let subject else { return false }
        let start = subject.utf8.prefix(8).map(\.lowercased)
        return [
            "fw:", "fwd:", "wg:", "tr:", "rv:", "enc:", "vs:", "vb:", "i:", "pd:", "doorst:", "vl:", "转发:",
            "轉寄:",
        ]
        .contains { start.starts(with: $0.utf8) }
    }

    private mutating func noteDefects(of list: AddressList, in field: HeaderField) {
        if list.exceedsLimit {
            defects.append(Defect(kind: .tooManyAddresses, offset: field.offset, detail: field.name))
        }
        if list.exceedsLength {
            defects.append(Defect(kind: .nameTooLong, offset: field.offset, detail: field.name))
        }
        if list.hasUnquotedName {
            defects.append(Defect(kind: .unquotedName, offset: field.offset, detail: field.name))
        }
        for mailbox in list.mailboxes where !mailbox.address.utf8.contains(UInt8(ascii: "@")) {
            defects.append(Defect(kind: .badAddress, offset: field.offset, detail: mailbox.address))
        }
    }

    /// The instant of the first `Date`, in seconds since 1970-01-01T00:00:00Z.
    mutating func takeDate() -> Int64? {
        guard let field = first("Date") else { return nil }
        let seconds = MailDate.unixSeconds(of: field.rawValue)
        if seconds == nil {
            defects.append(Defect(kind: .badDate, offset: field.offset, detail: field.value))
        }
        return seconds
    }

    /// Notes fields that may occur once and occur again, and a missing author.
    mutating func noteRepetition() {
        for name in [
            "From", "Sender", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        ] {
            if let second = all(name).dropFirst().first {
                defects.append(Defect(kind: .duplicateField, offset: second.offset, detail: name))
            }
        }
        if first("From") == nil { defects.append(Defect(kind: .missingFrom, offset: nil, detail: "")) }
    }

    /// Notes fields that end inside an encoded word.
    mutating func noteCutOffWords() {
        for field in written where field.isCutOff {
            defects.append(Defect(kind: .damagedEncodedWord, offset: field.offset, detail: field.name))
        }
    }

    /// Notes octets that no field may hold.
    mutating func noteOctets() {
        guard HeaderField.haveStrayOctets(written) else { return }
        for field in written {
            if field.hasBareCarriageReturn {
                defects.append(Defect(kind: .bareCarriageReturn, offset: field.offset, detail: field.name))
            }
            if field.contains(0) {
                defects.append(Defect(kind: .nullByte, offset: field.offset, detail: field.name))
            }
        }
    }
}
