internal import TallyCore

/// A comment as clients send it: a JSON object, or a form with files (RFC 7578).
struct CommentInput: Sendable {
    let text: String
    let visibility: Visibility
    let attachments: [AttachmentDraft]
    /// Numbers of files that the ticket has already and that go with this comment too.
    let known: [Int64]

    private static let textField = "text"
    private static let visibilityField = "visibility"
    private static let attachmentsField = "attachments"

    /// How many files that the ticket has already one comment may name.
    static let attachmentLimit = 20

    /// Octets of a form beside its files.
    private static let overheadBytes = 1_048_576

    /// Octets of content that a request with files may have: a file of the longest kind, or several shorter ones.
    static func bodyLimit(attachmentBytes: Int) -> Int { attachmentBytes + overheadBytes }

    /// Reads either form by what the request says it is.
    init(_ request: HTTPRequest, attachmentBytes: Int) throws(Problem) {
        guard request.contentType == "multipart/form-data" else {
            try self.init(json: request)
            return
        }
        try self.init(form: request, attachmentBytes: attachmentBytes, requiresFile: false)
    }

    private init(json request: HTTPRequest) throws(Problem) {
        var body = try RequestBody(request)
        text = body.text(Self.textField, upTo: TicketRoutes.textLimit)
        visibility = body.choice(Self.visibilityField, Visibility.self) ?? .public
        attachments = []
        known = Self.known(&body)
        try body.check()
    }

    private static func known(_ body: inout RequestBody) -> [Int64] {
        guard body[attachmentsField] != .null else { return [] }
        let numbers = body[attachmentsField].elements?.compactMap { element -> Int64? in
            guard case .integer(let number) = element else { return nil }
            return number
        }
        guard let numbers, numbers.count == body[attachmentsField].elements?.count,
            numbers.count <= attachmentLimit
        else {
            body.refuse(attachmentsField, "must be an array of up to \(attachmentLimit) numbers of files")
            return []
        }
        return numbers
    }

    /// The files of the comment: those that were sent with it, and copies of those that it names.
    ///
    /// A copy costs no room, since content is kept once.
    func drafts(
        on ticket: Ticket, for author: Person, _ records: any DeskRecords, upTo limit: Int
    ) throws(DeskError) -> [AttachmentDraft] {
        guard !known.isEmpty else { return attachments }
        let visible = try AttachmentRoutes.visibleComments(of: ticket.id, to: author, records)
        let present = try records.attachments(of: ticket.id).filter { visible.contains($0.comment) }
        var drafts = attachments
        var size = 0
        for number in known {
            guard let file = present.first(where: { $0.id == number }) else {
                throw Self.refused("names a file that this ticket does not have")
            }
            size += file.size
            guard size <= limit else { throw Self.refused("are together more than \(limit) bytes") }
            guard let content = try records.attachment(number)?.content else { continue }
            drafts.append(
                AttachmentDraft(
                    filename: file.filename, contentType: file.contentType, isInline: false, contentID: nil,
                    content: content))
        }
        return drafts
    }

    private static func refused(_ problem: String) -> DeskError {
        .refused(.invalid(field: attachmentsField, problem: RefusalReason(english: problem)))
    }

    /// Reads a form; without a file it needs a text.
    init(form request: HTTPRequest, attachmentBytes: Int, requiresFile: Bool) throws(Problem) {
        var limits = FormLimits()
        limits.fileBytes = attachmentBytes
        let form = try FormData(request, limits: limits)
        attachments = try Self.drafts(of: form)
        known = []
        var errors: [(field: String, problem: String)] = []
        let text = Self.text(form[Self.textField] ?? "")
        if text.utf8.count > TicketRoutes.textLimit {
            errors.append((Self.textField, "must be at most \(TicketRoutes.textLimit) bytes"))
        }
        if attachments.isEmpty, requiresFile {
            errors.append(("file", "is required"))
        } else if attachments.isEmpty, text.isEmpty {
            errors.append((Self.textField, "is required"))
        }
        for field in form.fields where ![Self.textField, Self.visibilityField].contains(field.name) {
            // A file without a name is a field; nobody should believe that it was kept.
            errors.append((field.name, "is no field of this form; a file has to have a filename"))
        }
        let visibility = form[Self.visibilityField].map { Visibility(rawValue: $0) } ?? .public
        if visibility == nil {
            let names = Visibility.allCases.map(\.rawValue).joined(separator: ", ")
            errors.append((Self.visibilityField, "must be one of " + names))
        }
        guard errors.isEmpty, let visibility else { throw Problem(invalid: errors) }
        self.text = text
        self.visibility = visibility
    }

    /// The text with line feeds for the line ends of forms; empty when nothing is written in it.
    private static func text(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 > 0x20 }) else { return "" }
        var octets: [UInt8] = []
        octets.reserveCapacity(value.utf8.count)
        for octet in value.utf8 {
            if octet == 0x0a, octets.last == 0x0d { octets.removeLast() }
            octets.append(octet)
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The files, but for the empty one that browsers send when nobody chose any.
    private static func drafts(of form: FormData) throws(Problem) -> [AttachmentDraft] {
        var drafts: [AttachmentDraft] = []
        for file in form.files where !file.filename.isEmpty || file.content.count > 0 {
            let content: [UInt8]
            do throws(SystemError) {
                content = try file.content.bytes(atMost: file.content.count)
            } catch {
                throw Problem(.internalServerError, detail: "The body could not be read again.")
            }
            drafts.append(
                AttachmentDraft(
                    filename: file.filename.isEmpty ? nil : file.filename, contentType: file.contentType,
                    isInline: false, contentID: nil, content: content))
        }
        return drafts
    }
}
