import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The site as a whole` {
    @Test func `everybody may know the name, and whether it lives`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            #expect(
                try await client.get("/site").json
                    == [
                        "name": "Acme IT", "time_zone": "UTC", "ticket_prefix": "TT", "demo": false,
                        "version": "1.2.3",
                        "signup": "invite",
                    ])
            #expect(try await client.get("//healthz").status == 200)
            #expect(try await client.get("//").response.text == "<!doctype html>")
            let metrics = try await client.get("//metrics").response
            #expect(metrics["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(metrics.text.contains("tally_websocket_clients 0\n"))
            #expect(metrics.text.contains("tally_http_requests_total{status=\"2xx\"} 3\n"))
        }
    }

    @Test func `one part that is not ready makes the whole not ready`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            let ready = try await client.get("//readyz")
            #expect(ready.status == 200)
            #expect(ready["status"] == "ready")
            #expect(
                ready["parts"] == [
                    ["name": "database", "ready": true, "detail": .null],
                    ["name": "report", "ready": true, "detail": "as told"],
                ])
            site.renderer.fail(with: .missing(program: "tally-report"))
            let broken = try await client.get("//readyz")
            #expect(broken.status == 503)
            #expect(broken["status"] == "not ready")
        }
    }

    @Test func `pages of listed origins may call the API, others may not read it`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            let listed = "Origin: https://intranet.acme.example"
            let asked = [
                "Access-Control-Request-Method: PATCH", "Access-Control-Request-Headers: authorization",
            ]
            let preflight = try await client.send("OPTIONS", "/tickets/1", nil, asked + [listed])
            #expect(preflight.status == 204)
            #expect(preflight.response["access-control-allow-origin"] == "https://intranet.acme.example")
            #expect(preflight.response["access-control-allow-methods"]?.contains("PATCH") == true)
            #expect(preflight.response["access-control-allow-headers"]?.contains("Authorization") == true)
            let answer = try await client.send("GET", "/tickets", nil, [listed])
            #expect(answer.status == 401)
            #expect(answer.response["access-control-allow-origin"] == "https://intranet.acme.example")
            #expect(answer.response["access-control-allow-credentials"] == nil)
            #expect(answer.response["vary"] == "Origin")
            let exposed = answer.response["access-control-expose-headers"]
            #expect(exposed?.contains("Content-Disposition") == true)
            // A cache must not hand an answer without the mark to a page of a listed origin.
            #expect(try await client.get("/tickets").response["vary"] == "Origin")
            for origin in ["https://evil.example", "null", "https://intranet.acme.example.evil.example"] {
                let fields = asked + ["Origin: \(origin)"]
                let refused = try await client.send("OPTIONS", "/tickets/1", nil, fields)
                #expect(refused.response["access-control-allow-origin"] == nil)
            }
        }
    }

    @Test func `every answer of the API tells browsers to do nothing with it`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            for path in ["/site", "/tickets", "/nothing"] {
                let response = try await client.get(path).response
                #expect(response["x-content-type-options"] == "nosniff")
                #expect(response["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
                #expect(response["cache-control"] == "no-store")
                #expect(response["x-request-id"] != nil)
            }
        }
    }
}
