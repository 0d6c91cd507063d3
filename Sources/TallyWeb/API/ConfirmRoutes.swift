internal import TallyCore

/// `/confirm/{token}`: the link of a mail that asks whether commands in somebody's name were theirs.
///
/// Whoever has the link was sent the mail, so nobody signs in. Looking changes nothing: mail scanners follow
/// links; only the button acts, and once.
struct ConfirmRoutes: Sendable {
    let api: API
    let frame: PublicPage

    func add(to router: inout Router) {
        router.on(.get, "/confirm/{token}", show)
        router.on(.post, "/confirm/{token}", bodyLimit: 4_096, confirm)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let presented = Self.token(in: request)
        return try await api.read(for: request) { desk, records throws(DeskError) in
            guard let confirmation = try find(presented, records) else {
                return page(.notFound, .unknown, frame.words(request))
            }
            let words = frame.words(for: try records.person(confirmation.person), request)
            let reference = api.settings.reference(of: confirmation.ticket)
            if confirmation.usedAt != nil { return page(.gone, .over(reference, isUsed: true), words) }
            guard desk.now < confirmation.expiresAt else {
                return page(.gone, .over(reference, isUsed: false), words)
            }
            let lines = try Intake(desk: desk).commands(of: confirmation)
            return page(.ok, .question(reference, lines: lines), words)
        }
    }

    private func confirm(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let presented = Self.token(in: request)
        return try await api.write(for: request) { desk, records throws(DeskError) in
            guard let confirmation = try find(presented, records) else {
                return page(.notFound, .unknown, frame.words(request))
            }
            let words = frame.words(for: try records.person(confirmation.person), request)
            do throws(DeskError) {
                let receipt = try Intake(desk: desk).confirm(confirmation).receipt
                return page(.ok, .done(receipt), words)
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                return page(.gone, .refused(refusal.sentence(settings: api.settings, words)), words)
            }
        }
    }

    private static func token(in request: HTTPRequest) -> PresentedToken? {
        request.pathParameters["token"].flatMap { PresentedToken($0[...]) }
    }

    private func find(
        _ presented: PresentedToken?, _ records: any DeskRecords
    ) throws(DeskError) -> Confirmation? {
        guard let presented,
            let confirmation = try records.confirmation(Confirmation.ID(rawValue: presented.id.rawValue)),
            api.mint.verify(presented, is: confirmation)
        else { return nil }
        return confirmation
    }

    private func page(_ status: HTTPStatus, _ content: ConfirmPage, _ words: Wording) -> HTTPResponse {
        frame.response(status, words, content.title, body: content.body(words))
    }
}
