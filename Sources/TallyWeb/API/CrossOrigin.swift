/// Lets pages of other origins call the API, when the operator listed them (Fetch standard, CORS protocol).
///
/// There are no cookies, so a page that is let in still needs a token of its own.
struct CrossOrigin: Sendable {
    private let allowed: Set<String>

    init(allowed: Set<String>) {
        self.allowed = allowed
    }

    /// The layer that answers preflights and marks answers for the origins that may read them.
    var layer: Router.Layer {
        { request, next in
            guard let origin = request.fields["origin"], allowed.contains(origin) else {
                return try await next(request)
            }
            if request.method == .options, request.fields["access-control-request-method"] != nil {
                return marked(Self.preflight, origin)
            }
            do throws(Problem) {
                return marked(try await next(request), origin)
            } catch {
                return marked(error.response(for: request), origin)
            }
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
            "Access-Control-Expose-Headers", "ETag, Link, Location, Retry-After, X-Request-ID")
        response.fields.append("Vary", "Origin")
        return response
    }
}
