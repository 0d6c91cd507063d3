/// A mail that somebody in a test writes.
package struct Letter: Sendable {
    package var from: String
    package var to: String
    package var subject: String
    /// Without angle brackets, here and below.
    package var id: String
    package var inReplyTo: String?
    package var references: [String]
    /// Fields above the others, as those stand that mail servers add; each with its colon.
    package var above: [String]
    /// Further fields, each with its colon.
    package var extra: [String]
    package var body: String
    package var date: String
    package var contentType: String
    /// Names of files that go with it.
    package var files: [String] = []

    package init(
        from: String, to: String = "support@acme.example", subject: String = "The printer burns", id: String,
        inReplyTo: String? = nil, references: [String] = [], above: [String] = [], extra: [String] = [],
        body: String, date: String = "Tue, 17 Nov 2026 12:26:40 +0000",
        contentType: String = "text/plain; charset=utf-8"
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.id = id
        self.inReplyTo = inReplyTo
        self.references = references
        self.above = above
        self.extra = extra
        self.body = body
        self.date = date
        self.contentType = contentType
    }

    /// The whole mail, with LF line ends.
    package var text: String {
        var lines = above
        lines += [
            "From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: \(date)", "Message-ID: <\(id)>",
        ]
        if let inReplyTo { lines.append("In-Reply-To: <\(inReplyTo)>") }
        if !references.isEmpty {
            lines.append("References: " + references.map { "<\($0)>" }.joined(separator: " "))
        }
        lines += extra + ["MIME-Version: 1.0"]
        return (lines + content).joined(separator: "\n")
    }

    private var content: [String] {
        let written = ["Content-Type: \(contentType)", "", body, ""]
        guard !files.isEmpty else { return written }
        var lines =
            ["Content-Type: multipart/mixed; boundary=\"letter-part\"", "", "--letter-part"] + written
        for name in files {
            lines += [
                "--letter-part", "Content-Type: application/octet-stream; name=\"\(name)\"",
                "Content-Disposition: attachment; filename=\"\(name)\"", "Content-Transfer-Encoding: base64",
                "", "SWYgeW91IHJlYWQgdGhpcywgeW91IGFyZSBjdXJpb3VzLg==", "",
            ]
        }
        return lines + ["--letter-part--", ""]
    }

    /// With CRLF line ends, as it goes over the wire.
    package var bytes: [UInt8] { Self.wire(text) }

    /// A text with LF line ends as it goes over the wire.
    package static func wire(_ text: String) -> [UInt8] {
        Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
    }
}
