import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// Reply addresses and the keys they are made with, taken out of force by the operator while people answer.
    @Suite struct `Reply addresses out of force` {
        private let desk: HelpDesk

        init() throws { desk = try HelpDesk() }

        /// The mail that asks whether a claim was meant.
        private func question(_ person: Correspondent, answering notice: ArrivedMail) throws -> ArrivedMail {
            try person.reply(to: notice, "claim")
            return try person.mail("the question", after: notice) {
                $0.subject.contains("Please confirm")
                    && $0.subject.contains(notice.subject.prefix { $0 != "]" })
            }
        }

        private func assignee(of ticket: OpenedTicket) throws -> String? {
            try desk.client(desk.sam).ticket(ticket.id)["assignee"]["email"].text
        }

        private func waitUntil(_ person: Correspondent, has ticket: OpenedTicket) throws {
            let client = try desk.client(desk.sam)
            try eventually("\(person.name) has \(ticket.reference)") {
                try client.ticket(ticket.id)["assignee"]["email"].text == person.address
            }
        }

        private func claim(_ ticket: OpenedTicket, by person: Correspondent, _ notice: ArrivedMail) throws {
            try person.reply(to: notice, "claim")
            try waitUntil(person, has: ticket)
        }

        @Test func `a verb in an answer to a revoked address is asked about, and nobody else's is`() throws {
            try desk.daemon.start()
            let first = try desk.openTicket("First", "the lamp is dark.")
            let second = try desk.openTicket("Second", "a key is stuck.")
            let third = try desk.openTicket("Third", "paper jams all day.")

            let one = try desk.command(
                "token", "revoke", "--email", desk.sam.address, "--ticket", first.reference, "--json")
            #expect(one.status == 0 && one.text == "{\"revoked\":1}\n", "\(one.text)\(one.errors)")
            let question = try question(desk.sam, answering: first.samsNotice)
            #expect(try assignee(of: first) == nil)
            // A yes from where only Sam reads is proof enough.
            try desk.sam.reply(to: question, "confirm")
            try waitUntil(desk.sam, has: first)
            try claim(second, by: desk.sam, second.samsNotice)

            let ofTicket = try desk.command("token", "revoke", "--ticket", third.reference)
            #expect(ofTicket.status == 0 && ofTicket.text.hasSuffix(" reply addresses revoked\n"))
            _ = try self.question(desk.tina, answering: third.tinasNotice)
            let ofTina = try desk.command("token", "revoke", "--email", desk.tina.address)
            #expect(ofTina.status == 0, "\(ofTina.errors)")
            let fourth = try desk.openTicket("Fourth", "my phone is mute.")
            try claim(fourth, by: desk.tina, fourth.tinasNotice)

            let fifth = try desk.openTicket("Fifth", "nothing prints.")
            #expect(try desk.command("token", "revoke", "--all").status == 0)
            _ = try self.question(desk.sam, answering: fifth.samsNotice)
            #expect(try assignee(of: fifth) == nil)
        }

        @Test func `a key that was rotated verifies what it signed, until it is taken out`() throws {
            try desk.daemon.start()
            let ticket = try desk.openTicket()
            // More rotations than keys are kept, but for one whose addresses are in force.
            for number in 2...10 {
                let answer = try desk.command("token", "rotate")
                #expect(answer.text.hasPrefix("key \(number) signs"), "\(answer.errors)")
            }
            #expect(try desk.daemon.terminate() == 0)
            try desk.daemon.start()
            try claim(ticket, by: desk.sam, ticket.samsNotice)

            let file = desk.folder.appending(path: "data/token-keys")
            let keys = try #require(try JSON(parsing: Array(Data(contentsOf: file)))["keys"].elements)
            #expect(keys.map { $0["id"].int } == Array(1...10))
            let remaining = JSON.object([JSON.Member(name: "keys", value: .array(Array(keys.dropFirst())))])
            try Data(remaining.serialized()).write(to: file)
            #expect(try desk.daemon.terminate() == 0)
            try desk.daemon.start()
            let other = try desk.openTicket("Another chair", "it squeaks.")
            try claim(other, by: desk.tina, other.tinasNotice)
            _ = try question(desk.tina, answering: ticket.tinasNotice)
            #expect(try assignee(of: ticket) == desk.sam.address)
        }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `The commands about tokens` {
    @Test(
        arguments: [
            (["revoke"], 64), (["revoke", "--all", "--email", "sam@acme.example"], 64),
            (["revoke", "--all", "--ticket", "TT-1"], 64), (["revoke", "--email", "Sam <>"], 64),
            (["revoke", "--ticket", "one"], 64), (["revoke", "--nobody"], 64), (["revoke", "sam"], 64),
            (["revoke", "--email", "nobody@acme.example"], 66), (["revoke", "--ticket", "TT-99"], 66),
            (["revoke", "--all"], 0), (["shred"], 64), ([], 64), (["rotate", "now"], 64),
        ] as [([String], Int32)])
    func `what cannot be meant is refused`(words: [String], status: Int32) throws {
        let answer = try CommandDesk().run(["token"] + words)
        #expect(answer.status == status, "\(answer.text)\(answer.errors)")
        #expect(answer.errors.isEmpty == (status == 0))
    }

    /// Seconds since 1970.
    private static let now = Int(Date().timeIntervalSince1970)
    private static let day = 86_400

    /// A file of keys from 1 on, made so many days ago; nil for one that does not say when.
    private func keys(_ ages: [Int?]) -> String {
        let entries = ages.enumerated().map { number, age in
            let made = age.map { ", \"made\": \(Self.now - $0 * Self.day)" } ?? ""
            return "{ \"id\": \(number + 1), \"key\": \"\(String(repeating: "0f", count: 32))\"\(made) }"
        }
        return "{ \"keys\": [ \(entries.joined(separator: ", ")) ] }"
    }

    private func rotated(_ text: String) throws -> (answer: Program.Answer, ids: [Int?]) {
        let desk = try CommandDesk()
        let data = desk.folder.appending(path: "data")
        try FileManager.default.createDirectory(
            at: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let file = data.appending(path: "token-keys")
        try Data(text.utf8).write(to: file)
        let answer = try desk.run("token", "rotate")
        let entries =
            answer.status == 0 ? try JSON(parsing: Array(Data(contentsOf: file)))["keys"].elements : nil
        return (answer, (entries ?? []).map { $0["id"].int })
    }

    @Test(
        arguments: [
            ([nil], [1, 2]),
            // Eight are kept whatever their age.
            ([4_000, 3_900, 3_000, 2_000, 1_000, 900, 800], [1, 2, 3, 4, 5, 6, 7, 8]),
            ([4_000, 3_900, 3_000, 2_000, 1_000, 900, 800, 700], [2, 3, 4, 5, 6, 7, 8, 9]),
            // The first may have signed what was sent 364 days ago.
            ([4_000, 364, 7, 6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            ([4_000, 366, 7, 6, 5, 4, 3, 2, 1], [2, 3, 4, 5, 6, 7, 8, 9, 10]),
            // Nobody knows when these were made.
            ([nil, nil, nil, nil, nil, nil, nil, nil, nil], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ] as [([Int?], [Int])])
    func `no key goes while what it signed may be in force`(ages: [Int?], left: [Int]) throws {
        let (answer, ids) = try rotated(keys(ages))
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(ids == left)
    }

    @Test func `numbers begin again behind the last`() throws {
        let text = keys([1]).replacing("\"id\": 1", with: "\"id\": 255")
        #expect(try rotated(text).ids == [255, 1])
    }

    @Test(arguments: [
        "", "{}", "{ \"keys\": [] }", "{ \"keys\": [ { \"id\": 1 } ] }",
        "{ \"keys\": [ { \"id\": 1, \"key\": \"0f\" } ] }",
        "{ \"keys\": [ { \"id\": 256, \"key\": \"\(String(repeating: "0f", count: 32))\" } ] }",
        "{ \"keys\": [ { \"id\": 1, \"key\": \"\(String(repeating: "0g", count: 32))\" } ] }",
    ])
    func `a file that holds no keys is told of and left alone`(text: String) throws {
        let (answer, _) = try rotated(text)
        #expect(answer.status == 78)
        #expect(answer.errors.contains("token-keys: "), "\(answer.errors)")
    }
}
