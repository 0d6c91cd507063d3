internal import TallyCore

/// Adding to a ticket's conversation, with or without files, and the mail behind what is in it.
struct CommentRoutes: Sendable {
    let api: API
    /// What of forms is in memory on its way to the store, which takes one at a time.
    private let uploads: ContentBudget

    init(api: API) {
        self.api = api
        uploads = ContentBudget(limit: 4 * api.settings.attachmentBytes)
    }

    func add(to router: inout Router) {
        let limit = CommentInput.bodyLimit(attachmentBytes: api.settings.attachmentBytes)
        router.on(.addComment, bodyLimit: limit) { request throws(Problem) in
            let (comment, _) = try await add(request) { request throws(Problem) in
                try CommentInput(request, attachmentBytes: api.settings.attachmentBytes)
            }
            return API.answer(comment, status: .created)
        }
        router.on(.upload, bodyLimit: limit) { request throws(Problem) in
            let (comment, attachments) = try await add(request) { request throws(Problem) in
                try CommentInput(
                    form: request, attachmentBytes: api.settings.attachmentBytes, requiresFile: true)
            }
            var members = Paging.whole(attachments).members ?? []
            members.append(JSON.Member(name: "comment", value: comment))
            return API.answer(.object(members), status: .created)
        }
        router.on(.downloadMessage, raw)
    }

    /// Adds what the request holds, and tells of the comment and of its files.
    private func add(
        _ request: HTTPRequest, _ read: @Sendable (HTTPRequest) throws(Problem) -> CommentInput
    ) async throws(Problem) -> (comment: JSON, attachments: [JSON]) {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        let size = request.content.count
        defer { _ = uploads.change(by: -size) }
        guard uploads.change(by: size) else {
            throw Problem(
                .serviceUnavailable, detail: "Many files are coming in. Try again in a moment.",
                fields: ["Retry-After": "2"])
        }
        let input = try read(request)
        return try await api.write(for: request) { desk, records throws(DeskError) in
            let ticket = try desk.ticket(id, for: .comment, by: caller.person)
            let files = try input.drafts(
                on: ticket, for: caller.person, records, upTo: api.settings.attachmentBytes)
            let draft = CommentDraft(
                author: caller.person.id, visibility: input.visibility, source: caller.source,
                text: input.text, isVerified: true, attachments: files)
            let (_, comment) = try desk.comment(on: id, draft, by: caller.actor)
            let attachments = try records.attachments(of: id).filter { $0.comment == comment.id }
            var writer = TicketJSON(records: records, settings: api.settings)
            return (
                try writer.json(of: comment, attachments, for: caller.person), attachments.map(\.json)
            )
        }
    }

    /// The mail of a comment as it came, to be kept and never shown in this origin.
    ///
    /// For staff only: its header has the requester's reply address, and what was cut from the comment.
    private func raw(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try TicketRoutes.ticketID(in: request)
        let mail = StagedMail.ID(rawValue: try API.number("mid", in: request))
        let found = try await api.read(for: request) { desk, records throws(DeskError) in
            let ticket = try desk.ticket(id, for: .see, by: caller.person)
            guard caller.person.isAgent,
                try records.comments(of: ticket.id).contains(where: { $0.content.stagedMail == mail }),
                let path = try records.rawFile(of: mail)
            else { throw .refused(.notFound) }
            return (reference: api.settings.reference(of: ticket.id), file: try KeptFile(path: path))
        }
        return found.file.answer(
            to: request, contentType: "message/rfc822", filename: "\(found.reference)-\(mail.rawValue).eml")
    }
}
