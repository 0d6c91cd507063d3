/// Lets pages of other origins call the API, when the operator listed them (Fetch standard, CORS protocol).
///
/// There are no cookies, so a page that is let in still needs a token of its own.
struct CrossOrigin: Sendable {
    private let allowed: Set<String>

    init(allowed: Set<String>) {
        self.allowed = allowed
    }

    /// The layer that answers preflights and marks answers for the origins that may read them.
    ///
    /// Every answer depends on who asks, those without a mark too: a cache must not give one to a page that is let in.
    var layer: Router.Layer {
        { request, next in
            var response: HTTPResponse
            let origin = request.fields["origin"].flatMap { allowed.contains($0) ? $0 : nil }
            if origin != nil, request.method == .options,
                request.fields["access-control-request-method"] != nil
            {
                response = Self.preflight
            } else {
                do throws(Problem) {
                    response = try await next(request)
                } catch {
                    response = error.response(for: request)
                }
            }
            if !allowed.isEmpty { response.fields.append("Vary", "Origin") }
            guard let origin else { return response }
            return marked(response, origin)
        }
    }

    private static var preflight: HTTPResponse {
        HTTPResponse(
            .noContent,
            fields: [
                "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
                "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match",
                "Access-Control-Max-Age": "600",
            ])
    }

    private func marked(_ response: HTTPResponse, _ origin: String) -> HTTPResponse {
        var response = response
        response.fields.append("Access-Control-Allow-Origin", origin)
        response.fields.append(
            "Access-Control-Expose-Headers",
            "Content-Disposition, ETag, Link, Location, Retry-After, X-Request-ID")
        return response
    }
}
