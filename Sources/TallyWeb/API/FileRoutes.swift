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
        let found: (file: (attachment: Attachment, file: KeptFile)?, reader: Person?)
        found = try await api.read(for: request) { desk, records throws(DeskError) in
            guard let link, let person = try records.person(link.person) else { return (nil, nil) }
            guard desk.now < link.expiresAt, person.isActive else { return (nil, person) }
            do throws(DeskError) {
                return (try AttachmentRoutes.file(link.file, for: person, desk, records), person)
            } catch {
                guard case .refused = error else { throw error }
                return (nil, person)
            }
        }
        guard let (attachment, file) = found.file else {
            let words = frame.words(for: found.reader, request)
            return frame.response(.notFound, words, .linkLapsed, [words(.askForFile)])
        }
        return AttachmentRoutes.answer(attachment, file, to: request)
    }
}
