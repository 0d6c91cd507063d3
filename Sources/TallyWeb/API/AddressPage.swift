internal import TallyCore

/// `/confirm-address/{token}`: the link that proves an address.
///
/// Whoever has the link could read the mail it came in, so nobody signs in. Looking changes nothing, since scanners
/// of mail follow links; only the button acts, and once.
struct AddressPage: Sendable {
    let api: API
    let frame: PublicPage

    private static let missing = "The link was used already, is older than a day, or is not complete."

    func add(to router: inout Router) {
        router.on(.get, "/confirm-address/{token}", show)
        router.on(.post, "/confirm-address/{token}", bodyLimit: 4_096, confirm)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let token = request.pathParameters["token"] ?? ""
        let proof = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.addressProof(token)
        }
        guard let (person, address) = proof else {
            return frame.response(.notFound, "There is nothing here", [Self.missing])
        }
        return frame.response(
            .ok, "Is this address yours?",
            ["Mail from \(address) will count as written by \(person.name), \(person.address)."],
            button: "Yes, it is mine")
    }

    private func confirm(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let token = request.pathParameters["token"] ?? ""
        return try await api.write(for: request) { desk, _ throws(DeskError) in
            do throws(DeskError) {
                guard let (_, address) = try desk.confirmAddress(token) else {
                    return frame.response(.notFound, "There is nothing here", [Self.missing])
                }
                return frame.response(.ok, "Done", ["\(address) is yours now. You can close this page."])
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                return frame.response(
                    .conflict, "That was not possible", [refusal.sentence(settings: api.settings)])
            }
        }
    }
}
