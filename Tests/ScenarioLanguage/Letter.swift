/// A mail that somebody in a scenario writes.
struct Letter {
    var from: String
    var to: String
    var subject: String
    var id: String
    var date: String
    var inReplyTo: String?
    var references: String?
    /// Fields above the others, as those stand that mail servers add; each with its colon.
    var above: [String] = []
    /// Further fields, each with its colon.
    var fields: [String] = []
    var body: String
    var isHTML = false
    /// Names of files that go with it.
    var files: [String] = []

    /// With CRLF line ends, as it goes over the wire.
    var bytes: [UInt8] { Self.wire(head + content) }

    static func wire(_ text: String) -> [UInt8] {
        Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
    }

    /// Sets a field of the head, or adds it.
    mutating func set(_ name: String, _ value: String) {
        switch name.lowercased() {
        case "from": from = value
        case "to": to = value
        case "subject": subject = value
        case "date": date = value
        case "message-id": id = value.filter { $0 != "<" && $0 != ">" }
        case "in-reply-to": inReplyTo = value
        case "references": references = value
        default: fields.append("\(name): \(value)")
        }
    }

    private var head: String {
        var lines = above
        lines += [
            "Received: from client.example by mx.acme.example; \(date)",
            "From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: \(date)", "Message-ID: <\(id)>",
        ]
        if let inReplyTo { lines.append("In-Reply-To: \(inReplyTo)") }
        if let references { lines.append("References: \(references)") }
        return (lines + fields + ["MIME-Version: 1.0", ""]).joined(separator: "\n")
    }

    private var content: String {
        let type = "Content-Type: text/\(isHTML ? "html" : "plain"); charset=utf-8"
        let text = "\(type)\nContent-Transfer-Encoding: 8bit\n\n\(body)\n"
        guard !files.isEmpty else { return text }
        var parts = ["Content-Type: multipart/mixed; boundary=\"scenario-part\"\n", text]
        parts += files.map { name in
            """
            Content-Type: application/octet-stream; name="\(name)"
            Content-Disposition: attachment; filename="\(name)"
            Content-Transfer-Encoding: base64

            \("SWYgeW91IHJlYWQgdGhpcywgeW91IGFyZSBjdXJpb3VzLg==")

            """
        }
        return parts.joined(separator: "\n--scenario-part\n") + "\n--scenario-part--\n"
    }
}
