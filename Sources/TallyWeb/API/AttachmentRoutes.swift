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
            guard let found = try records.attachmentFile(id) else { throw .refused(.notFound) }
            let ticket = try Self.ticket(showing: found.ticket, to: caller.person, desk, records)
            let visible = try Self.visibleComments(of: ticket.id, to: caller.person, records)
            guard visible.contains(found.attachment.comment) else { throw .refused(.notFound) }
            return (attachment: found.attachment, file: try KeptFile(path: found.path))
        }
        let named = found.attachment.contentType
        let type = Self.harmlessTypes.contains(named) ? named : "application/octet-stream"
        return found.file.answer(
            to: request, contentType: type == "text/plain" ? "text/plain; charset=utf-8" : type,
            filename: found.attachment.filename ?? "", fields: ["ETag": "\"\(found.attachment.sha256)\""])
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
