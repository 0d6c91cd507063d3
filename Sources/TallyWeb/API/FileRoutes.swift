internal import TallyCore

/// `/files/{token}`: the link of a mail to a file that was too large to go with it.
///
/// Whoever has the link was sent the mail, so nobody signs in; it works as long as they would see the file if they
/// did. A forged link, a lapsed one, and one to what its reader may not see any more are told alike.
struct FileRoutes: Sendable {
    let api: API
    let frame: PublicPage

    func add(to router: inout Router) {
        router.on(.get, "/files/{token}", file)
    }

    private func file(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let link = request.pathParameters["token"].flatMap { api.mint.fileLink($0) }
        let found: (attachment: Attachment, file: KeptFile)?
        found = try await api.read(for: request) { desk, records throws(DeskError) in
            guard let link, desk.now < link.expiresAt, let person = try records.person(link.person),
                person.isActive
            else { return nil }
            do throws(DeskError) {
                return try AttachmentRoutes.file(link.file, for: person, desk, records)
            } catch {
                guard case .refused = error else { throw error }
                return nil
            }
        }
        guard let found else {
            return frame.response(
                .notFound, "This link does not work any more",
                [
                    "Links to files work for two weeks. Answer the mail that it stood in, and ask for the file again."
                ])
        }
        return AttachmentRoutes.answer(found.attachment, found.file, to: request)
    }
}
