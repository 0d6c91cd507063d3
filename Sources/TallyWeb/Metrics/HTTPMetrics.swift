/// The numbers of the server itself, kept from its access records.
package struct HTTPMetrics: Sendable {
    /// 1xx to 5xx; the first is for clients that left before they were answered.
    private let requests: [Counter]
    private let sentBytes: Counter
    private let durations: Histogram

    package init(_ metrics: Metrics) {
        requests = (0...5).map { kind in
            metrics.counter(
                "tally_http_requests_total", help: "Requests answered, by class of status.",
                labels: [Metrics.Label("status", kind == 0 ? "none" : "\(kind)xx")])
        }
        sentBytes = metrics.counter("tally_http_sent_bytes_total", help: "Octets of responses sent.")
        durations = metrics.histogram(
            "tally_http_request_duration_seconds", help: "From the end of a request to the end of its answer."
        )
    }

    /// Counts an answered request.
    package func count(_ record: AccessRecord) {
        requests[(record.status?.code ?? 0) / 100].increment()
        sentBytes.increment(by: record.sentBytes)
        durations.observe(record.duration)
    }
}
