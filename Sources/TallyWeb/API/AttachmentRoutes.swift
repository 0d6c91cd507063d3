internal import TallyCore

/// The files that came with comments.
struct AttachmentRoutes: Sendable {
    let api: API

    func add(to router: inout Router) {
        router.on(.downloadAttachment, file)
        router.on(.listAttachments, list)
    }

    /// The types that are named as they are; anything else is octets that no browser does anything with.
    private static let harmlessTypes: Set<String> = [
        "application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp", "text/plain",
    ]

    /// The types that files may be handed over under.
    static let answeredTypes = harmlessTypes.union(["application/octet-stream"]).sorted()

    /// Hands a file over to be kept, never to be shown in this origin.
    private func file(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try API.number("id", in: request)
        let found = try await api.read(for: request) { desk, records throws(DeskError) in
            try Self.file(id, for: caller.person, desk, records)
        }
        return Self.answer(found.attachment, found.file, to: request)
    }

    /// The file, when the reader may see what it came with.
    static func file(
        _ id: Int64, for reader: Person, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> (attachment: Attachment, file: KeptFile) {
        guard let found = try records.attachmentFile(id) else { throw .refused(.notFound) }
        let ticket = try ticket(showing: found.ticket, to: reader, desk, records)
        let visible = try visibleComments(of: ticket.id, to: reader, records)
        guard visible.contains(found.attachment.comment) else { throw .refused(.notFound) }
        return (found.attachment, try KeptFile(path: found.path))
    }

    /// The file, or the range of it that was asked for.
    static func answer(_ attachment: Attachment, _ file: KeptFile, to request: HTTPRequest) -> HTTPResponse {
        let named = attachment.contentType
        let type = harmlessTypes.contains(named) ? named : "application/octet-stream"
        return file.answer(
            to: request, contentType: type == "text/plain" ? "text/plain; charset=utf-8" : type,
            filename: attachment.filename ?? "", fields: ["ETag": "\"\(attachment.sha256)\""])
    }

    /// The ticket that a file came to, or the one that shows its conversation since they were merged: the
    /// first that the reader may see.
    private static func ticket(
        showing id: Ticket.ID, to reader: Person, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> Ticket {
        var next: Ticket.ID? = id
        while let id = next, let ticket = try records.ticket(id) {
            if try desk.maySee(ticket, reader) { return ticket }
            next = ticket.mergedInto
        }
        throw .refused(.notFound)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        let items = try await api.read(for: request) { desk, records throws(DeskError) in
            let ticket = try desk.ticket(id, for: .see, by: caller.person)
            let visible = try Self.visibleComments(of: ticket.id, to: caller.person, records)
            return try records.attachments(of: id).filter { visible.contains($0.comment) }.map(\.json)
        }
        return API.answer(Paging.whole(items))
    }

    /// The comments of a ticket that somebody may read, and so the files of.
    static func visibleComments(
        of ticket: Ticket.ID, to reader: Person, _ records: any DeskRecords
    ) throws(DeskError) -> Set<Comment.ID> {
        Set(try records.comments(of: ticket).filter { $0.isVisible(to: reader) }.map(\.id))
    }
}
