import MailParsing
import TallyStore
import TestSupport
import Testing

@testable import TallyCore

/// Numbers of tickets are easy to guess, since they count up; what else it takes is not.
///
/// Asked is the rule that finds a mail's ticket, inside of a transaction as everywhere: ten thousand mails through all
/// of the desk would say no more.
@Suite("Guessed tickets") struct GuessedTicketTests {
    /// What names a ticket.
    private enum Way: String, CaseIterable {
        case subject = "the tag in the subject"
        case reference = "a Message-ID of ours with a guessed code"
        case ownReference = "the Message-ID of a mail to oneself with another number"
        case marker = "the marker with a guessed code"
        case token = "a reply address with the right key, the row and a guessed code"
    }

    private static let count = 2_000

    @Test func `of ten thousand guesses none finds a ticket`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.desk.add("Mallory", .employee)
        let own = try it.notice(to: "alice").draft.messageID.text
        let rows = try await it.desk.write { desk, records throws(DeskError) in
            let alice = try records.person(with: TestDesk.Known.alice)
            let mallory = try records.person(with: TestDesk.Known.address("mallory@acme.example"))
            for _ in 2...Self.count {
                _ = try records.add(
                    TicketDraft(subject: "Another matter", requester: alice?.id), at: desk.now)
            }
            var generator = SeededGenerator(seed: 20_261_124)
            let intake = Intake(desk: desk)
            var rows: [ThreatRow] = []
            for way in Way.allCases {
                var row = ThreatRow("guessed tickets, \(way.rawValue)")
                for number in 1...Self.count {
                    let text = Self.letter(way, number, own, using: &generator)
                    let message = Message(reading: Array(text.utf8))
                    let evidence = try intake.evidence(on: message)
                    let found = try intake.match(message, evidence: evidence, sender: mallory)
                    row.note("\(number)", hasEffect: found != nil || evidence.token != nil)
                }
                rows.append(row)
            }
            return rows
        }
        for row in rows {
            print(row.line)
            #expect(row.effects == [])
        }
        #expect(rows.reduce(0) { $0 + $1.count } == 10_000)
        #expect(try await it.desk.ticket(Ticket.ID(rawValue: Int64(Self.count))) != nil)
    }

    private static func letter(
        _ way: Way, _ number: Int, _ own: String, using generator: inout SeededGenerator
    ) -> String {
        var (to, subject, thread, body) = ("support@acme.example", "Hello", "x@acme.example", "Let me in.")
        switch way {
        case .subject: subject = "Re: [TT-\(number)] Another matter"
        case .reference:
            thread = "tt.\(number).\(code(8, &generator)).\(code(16, &generator))@acme.example"
        case .ownReference: thread = own.replacing("tt.1.", with: "tt.\(number + 1).")
        case .marker: body += "\n> ref:TT-\(number):\(code(10, &generator))"
        case .token:
            let row = TokenMint.octets(Int64(number))
            to = "support+\(Base32.encode([1] + row + octets(16, &generator)))@acme.example"
        }
        return "From: mallory@acme.example\r\nTo: \(to)\r\nSubject: \(subject)\r\n"
            + "In-Reply-To: <\(thread)>\r\n\r\n\(body)\r\n"
    }

    private static func code(_ count: Int, _ generator: inout SeededGenerator) -> String {
        Base32.encode(octets(count, &generator))
    }

    private static func octets(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
