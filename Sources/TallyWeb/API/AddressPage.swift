internal import TallyCore

/// `/confirm-address/{token}`: the link that proves an address.
///
/// Whoever has the link could read the mail it came in, so nobody signs in. Looking changes nothing, since scanners
/// of mail follow links; only the button acts, and once.
struct AddressPage: Sendable {
    let api: API
    let frame: PublicPage

    func add(to router: inout Router) {
        router.on(.get, "/confirm-address/{token}", show)
        router.on(.post, "/confirm-address/{token}", bodyLimit: 4_096, confirm)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let token = request.pathParameters["token"] ?? ""
        let proof = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.addressProof(token)
        }
        guard let (person, address) = proof else { return missing(frame.words(request)) }
        let words = frame.words(for: person, request)
        let sentence = words(
            .willCountAs, ["address": address.text, "name": person.name, "owner": person.address.text])
        return frame.response(.ok, words, .isItYours, [sentence], button: .itIsMine)
    }

    private func missing(_ words: Wording) -> HTTPResponse {
        frame.response(.notFound, words, .nothingHere, [words(.usedOrOld)])
    }

    private func confirm(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let token = request.pathParameters["token"] ?? ""
        return try await api.write(for: request) { desk, _ throws(DeskError) in
            let words = frame.words(for: try desk.addressProof(token)?.0, request)
            do throws(DeskError) {
                guard let (_, address) = try desk.confirmAddress(token) else { return missing(words) }
                let sentence = words(.isYoursNow, ["address": address.text])
                return frame.response(.ok, words, .done, ["\(sentence) \(words(.canClose))"])
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                return frame.response(
                    .conflict, words, .notPossible, [refusal.sentence(settings: api.settings, words)])
            }
        }
    }
}
