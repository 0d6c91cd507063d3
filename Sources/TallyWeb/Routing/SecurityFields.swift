/// Fields that keep a browser from doing with a response what nobody meant it to do.
///
/// A response that brings a field of its own keeps it.
package struct SecurityFields: Sendable {
    private let fields: HTTPFields

    /// For anything that is no page: nothing may be loaded or framed by it.
    package static let nothingAllowed = "default-src 'none'; frame-ancestors 'none'; sandbox"

    /// For the pages of the console: only what comes from the same place, no inline script, no inline style.
    package static let sameOrigin = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "frame-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    package init() {
        fields = [
            "Content-Security-Policy": Self.nothingAllowed,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ]
    }

    /// Adds the fields that the response does not have.
    package func add(to response: HTTPResponse) -> HTTPResponse {
        var response = response
        for field in fields.lines where response.fields[field.name] == nil {
            response.fields.append(field.name, field.value)
        }
        return response
    }

    /// The layer that adds them to every response of a router, problems included.
    package var layer: Router.Layer {
        { request, next in
            do throws(Problem) {
                return add(to: try await next(request))
            } catch {
                return add(to: error.response(for: request))
            }
        }
    }
}
