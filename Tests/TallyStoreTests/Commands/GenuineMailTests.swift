import Foundation
import MailParsing
import ScenarioLanguage
import TallyCore
import TallyStore
import Testing

/// Replies as thirteen mail programs write them: none of their verbs may be refused or overlooked.
@Suite("Genuine replies of mail programs")
struct GenuineMailTests {
    /// What people type, the verbs in it, and the words that are left for the requester.
    private static let bodies: [(text: String, verbs: [String], words: String?)] = [
        ("claim", ["claim"], nil),
        ("Claim", ["claim"], nil),
        ("CLAIM!", ["claim"], nil),
        ("claim, thanks", ["claim"], nil),
        ("Claim. Thank you!", ["claim"], nil),
        ("claim\n\nBest regards,\nSam", ["claim"], nil),
        ("claim\n\nI am on my way.", ["claim"], "I am on my way."),
        ("claim\npriority high\n\nIs it on floor 3?", ["claim", "priority"], "Is it on floor 3?"),
        ("I will look at it today.\n\n/claim", ["claim"], "I will look at it today."),
        ("priority: critical", ["priority"], nil),
        ("category Hardware", ["category"], nil),
        ("assign tina@acme.example", ["assign"], nil),
        ("resolved: replaced the cable", ["resolve"], "replaced the cable"),
        ("Resolved", ["resolve"], nil),
        ("done.", ["resolve"], nil),
        ("status: resolved", ["resolve"], nil),
    ]

    private struct Row {
        let client: String
        var sent = 0
        var applied = 0
        var refused = 0
        var wrongWords = 0
    }

    @Test func `of 200 genuine mails of 13 programs none is refused`() async throws {
        let composer = try MailTemplates.composer()
        var rows: [Row] = []
        for (name, forms) in ClientReply.clients {
            var row = Row(client: name)
            for (index, body) in Self.bodies.enumerated() {
                let it = try await StaffedDesk()
                let notice = try it.notice(to: "sam")
                let seen = Message(reading: try composer.message(for: notice, report: nil))
                let reply = ClientReply(
                    from: "Sam Staff <sam@acme.example>", to: notice.answerAddress,
                    id: "r\(index)@client.example",
                    inReplyTo: notice.draft.messageID.text, date: it.desk.now.mailDate, body: body.text,
                    quotedText: seen.text ?? "", quotedHTML: seen.html ?? "")
                _ = try await it.desk.receive(forms[index % forms.count](reply), uid: 2)
                let receipt = try await it.desk.sent().last { $0.draft.kind == .receipt }
                let words = try await it.comments.dropFirst().filter { $0.content.visibility == .public }
                    .map { $0.content.text.trimmingCharacters(in: .whitespaces) }
                row.sent += 1
                row.applied += receipt?.applied == body.verbs ? 1 : 0
                row.refused += receipt.map { $0.refusals.count + $0.mistakes.count } ?? 1
                if words != (body.words.map { [$0] } ?? []) {
                    row.wrongWords += 1
                    Issue.record("\(name), \"\(body.text)\": the requester got \(words)")
                }
                if receipt?.applied != body.verbs {
                    Issue.record("\(name), \"\(body.text)\": \(receipt?.applied ?? ["no receipt"])")
                }
            }
            rows.append(row)
        }
        Self.show(rows)
        #expect(rows.reduce(0) { $0 + $1.sent } >= 200)
        #expect(rows.allSatisfy { $0.applied == $0.sent && $0.refused == 0 && $0.wrongWords == 0 })
    }

    private static func show(_ rows: [Row]) {
        print("genuine replies        sent  carried out  refused  wrong words")
        let total = rows.reduce(into: Row(client: "all")) { total, row in
            total.sent += row.sent
            total.applied += row.applied
            total.refused += row.refused
            total.wrongWords += row.wrongWords
        }
        for row in rows + [total] {
            let name = row.client.padding(toLength: 22, withPad: " ", startingAt: 0)
            print("\(name) \(row.sent)    \(row.applied)           \(row.refused)        \(row.wrongWords)")
        }
    }
}
