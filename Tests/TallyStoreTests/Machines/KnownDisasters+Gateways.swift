import TallyCore

/// Gateways that let no mail through as it was written: to whom it came from they are a person whom nobody can read.
extension KnownDisasters {
    /// A fixed line, one under a new subject, and one to where answers go, of each kind.
    static let gateways: [Disaster] = [
        (
            "encrypts", #"multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b"#, [],
            encrypted
        ),
        ("damages", "text/plain", ["Content-Transfer-Encoding: base64"], "%%%%"),
    ].flatMap { (verb, contentType, fields, body) in
        [
            ("in the thread", Robots.Target.envelope, nil), ("to the reply address", .replyTo, nil),
            ("under a new subject", .envelope, "Secure message #"),
        ].map { (way, target, subject) in
            Disaster("a gateway that \(verb) what its absent owner answers, \(way)", Disaster.alice, mails: 5)
            {
                stage in
                stage.world.add(
                    Disaster.alice,
                    Robots.responder(
                        Disaster.alice, fields: fields, to: target, threads: subject == nil, subject: subject,
                        contentType: contentType
                    ) { _, _ in body })
                stage.ask()
                try await stage.day()
            }
        }
    }

    private static let encrypted = """
        --b
        Content-Type: application/pgp-encrypted

        Version: 1
        --b
        Content-Type: application/octet-stream

        hQEMA5v
        --b--
        """
}
