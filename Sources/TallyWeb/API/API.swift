internal import TallyCore

/// The HTTP API: what each path does, over the desk.
///
/// Its routes are in files of their own, by subject. Each does its work in one transaction and answers from what that
/// transaction saw.
struct API: Sendable {
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let signIns: SignIns
    let renderer: any ReportRenderer
    let clock: @Sendable () -> Timestamp
    /// Told what failed that nobody but the operator can mend.
    let noteFailure: @Sendable (_ request: RequestID, _ what: String) -> Void
    /// Told of what happens to accounts.
    let noteAccount: @Sendable (AccountNote) -> Void

    static let base = "/api/v1"

    /// Runs `body` at the desk, in a transaction that writes.
    func write<Result: Sendable>(
        for request: HTTPRequest,
        _ body: @Sendable (Desk, any DeskRecords) throws(DeskError) -> Result
    ) async throws(Problem) -> Result {
        do throws(DeskError) {
            return try await store.write { records throws(DeskError) in
                try body(desk(records), records)
            }
        } catch {
            throw problem(error, request)
        }
    }

    /// Runs `body` at the desk, on one state of the records.
    func read<Result: Sendable>(
        for request: HTTPRequest,
        _ body: @Sendable (Desk, any DeskRecords) throws(DeskError) -> Result
    ) async throws(Problem) -> Result {
        do throws(DeskError) {
            return try await store.read { records throws(DeskError) in
                try body(desk(records), records)
            }
        } catch {
            throw problem(error, request)
        }
    }

    private func desk(_ records: any DeskRecords) -> Desk {
        Desk(records: records, settings: settings, mint: mint, now: clock())
    }

    private func problem(_ error: DeskError, _ request: HTTPRequest) -> Problem {
        switch error {
        case .refused(let refusal): return Problem(refusal, settings: settings)
        case .store(let failure): return internalError(failure, request, isTransient: failure.isTransient)
        }
    }

    /// What the client is told of a failure that is ours: its number in the log, and nothing else.
    func internalError(
        _ failure: some CustomStringConvertible, _ request: HTTPRequest, isTransient: Bool
    ) -> Problem {
        noteFailure(request.id, failure.description)
        guard isTransient else {
            return Problem(.internalServerError, detail: "Something went wrong here; it was written down.")
        }
        return Problem(
            .serviceUnavailable, detail: "This cannot be done just now. Try again in a moment.",
            fields: ["Retry-After": "2"])
    }

    /// An answer in JSON, which only who asked may keep.
    static func answer(
        _ json: JSON, status: HTTPStatus = .ok, fields: HTTPFields = [:]
    ) -> HTTPResponse {
        var response = HTTPResponse(status, json: json, fields: fields)
        response.fields.append("Cache-Control", "no-store")
        return response
    }

    /// The number in the path; what is no number names nothing that exists.
    static func number(_ name: String, in request: HTTPRequest) throws(Problem) -> Int64 {
        guard let text = request.pathParameters[name], let number = decimal(text) else {
            throw Problem(.notFound)
        }
        return number
    }

    /// A number as we write it: decimal digits without sign or zeros in front.
    static func decimal(_ text: String) -> Int64? {
        guard let number = Int64(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
