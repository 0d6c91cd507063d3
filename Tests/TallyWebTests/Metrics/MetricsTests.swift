import Testing

@testable import TallyWeb

@Suite struct `Prometheus text format` {
    @Test func `every kind of metric is shown`() {
        let metrics = Metrics()
        let open = metrics.gauge("tally_tickets", help: "Tickets.", labels: [.init("status", "open")])
        let odd = metrics.gauge("tally_tickets", help: "Tickets.", labels: [.init("status", "a\"b\\c\nd")])
        let sent = metrics.counter("tally_sent_total", help: "Mails\nsent.")
        metrics.gauge("tally_age_seconds", help: "Age.") { 2.5 }
        let durations = metrics.histogram("tally_seconds", help: "Time.", bounds: [0.1, 1])
        open.set(12)
        odd.set(.infinity)
        sent.increment()
        sent.increment(by: 4)
        durations.observe(0.05)
        durations.observe(.milliseconds(100))
        durations.observe(7)
        #expect(
            metrics.exposition() == #"""
                # HELP tally_tickets Tickets.
                # TYPE tally_tickets gauge
                tally_tickets{status="open"} 12
                tally_tickets{status="a\"b\\c\nd"} +Inf
                # HELP tally_sent_total Mails\nsent.
                # TYPE tally_sent_total counter
                tally_sent_total 5
                # HELP tally_age_seconds Age.
                # TYPE tally_age_seconds gauge
                tally_age_seconds 2.5
                # HELP tally_seconds Time.
                # TYPE tally_seconds histogram
                tally_seconds_bucket{le="0.1"} 2
                tally_seconds_bucket{le="1"} 2
                tally_seconds_bucket{le="+Inf"} 3
                tally_seconds_sum 7.15
                tally_seconds_count 3

                """#)
    }

    @Test func `the server counts its answers`() async throws {
        let metrics = Metrics()
        let counts = HTTPMetrics(metrics)
        let application = HTTPApplication(answered: counts.count) { _ in HTTPResponse(text: "hello") }
        try await withServer(application) { server in
            let client = try server.client()
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n")
            for _ in 0..<3 { _ = try client.response() }
        }
        let text = metrics.exposition()
        #expect(text.contains("tally_http_requests_total{status=\"2xx\"} 2\n"))
        #expect(text.contains("tally_http_requests_total{status=\"4xx\"} 1\n"))
        #expect(text.contains("tally_http_request_duration_seconds_count 3\n"))
    }
}
