package import TallyCore

/// What went wrong, in the form of RFC 9457 (`application/problem+json`).
///
/// Routes throw it; whatever is in it is shown to the client.
package struct Problem: Error, Hashable, Sendable {
    package var status: HTTPStatus
    /// What was wrong with this request, in a sentence.
    package var detail: String?
    /// Fields of the response besides its content, for example `Retry-After`.
    package var fields: HTTPFields
    /// More members of the JSON object (RFC 9457 §3.2).
    package var members: [JSON.Member]

    package init(
        _ status: HTTPStatus, detail: String? = nil, fields: HTTPFields = [:], members: [JSON.Member] = []
    ) {
        self.status = status
        self.detail = detail
        self.fields = fields
        self.members = members
    }

    /// The response that tells it.
    ///
    /// - Parameter request: whose number is named as the `instance`, so that the operator can find it in the log.
    package func response(for request: HTTPRequest? = nil) -> HTTPResponse {
        var object: [JSON.Member] = [
            JSON.Member(name: "type", value: "about:blank"),
            JSON.Member(name: "title", value: .string(status.reason)),
            JSON.Member(name: "status", value: .integer(Int64(status.code))),
        ]
        if let detail { object.append(JSON.Member(name: "detail", value: .string(detail))) }
        if let request {
            object.append(JSON.Member(name: "instance", value: .string("urn:request:\(request.id)")))
        }
        var fields = fields
        fields.append("Cache-Control", "no-store")
        return HTTPResponse(
            status, contentType: "application/problem+json",
            body: JSON.object(object + members).serialized(), fields: fields)
    }
}
