import TestSupport

@testable import MailParsing

/// A message out of letters that readers and writers stumble over; the same one every time for the same seed.
struct RandomMessage {
    let message: OutgoingMessage

    private static let letters = Array("ab =?_.-\"'<>(),;:\\@\n\täß€日👍%&#\u{200B}From ".unicodeScalars)

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let inLine = Self.letters.filter { $0 != "\n" && $0 != "\t" }
        func text(_ limit: Int, _ usable: [Unicode.Scalar]) -> String {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...limit, using: &generator) {
                text.append(usable.randomElement(using: &generator) ?? "x")
            }
            return String(text)
        }
        let files = (0..<Int.random(in: 0...3, using: &generator)).map { number in
            OutgoingAttachment(
                filename: "\(number)" + text(90, inLine), contentType: "application/x-test",
                content: (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                })
        }
        let name = text(60, inLine)
        message = OutgoingMessage(
            from: Mailbox(name: name.isEmpty ? nil : name, address: "support@acme.example"),
            to: [Mailbox(name: text(30, inLine), address: "ann@example.org")],
            subject: text(200, inLine), date: Int64.random(in: 0...4_000_000_000, using: &generator),
            messageID: MessageID(text: "tt.12.\(seed)@acme.example"),
            references: (0..<Int.random(in: 0...20, using: &generator)).map {
                MessageID(text: "\($0).a-rather-long-identifier@acme.example")
            },
            fields: [.autoSubmitted(.replied)], text: text(600, Self.letters),
            html: Bool.random(using: &generator) ? text(600, Self.letters) : nil, attachments: files)
    }
}
