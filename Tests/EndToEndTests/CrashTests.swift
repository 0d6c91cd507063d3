import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// No mail is lost and none is doubled, however the daemon ends.
    @Suite struct Crashes {
        /// The gate shuts at the first command that would tell the server that a mail has been stored.
        @Test(arguments: [false, true])
        func `killed between storing and filing, it goes on where it was`(isRenumbered: Bool) throws {
            var gate: IMAPGate?
            let desk = try HelpDesk { options, servers in
                gate = try IMAPGate(to: servers.imapPort, shuttingAt: [" STORE ", " MOVE ", " COPY "])
                options.imapPort = gate?.port
            }
            let shutter = try #require(gate)
            defer { shutter.remove() }
            let id = try desk.alice.send("Once and only once", "Please.")
            try desk.daemon.start()
            try eventually("the mail is stored and about to be filed") { shutter.isShut }
            desk.daemon.kill()
            #expect(try desk.supportMails(in: "INBOX") == 1, "it is still where it was")
            if isRenumbered { try desk.servers.renumber("support") }
            shutter.open()
            try desk.daemon.start()
            try eventually("the mail is filed") { try desk.supportMails(in: "INBOX") == 0 }
            try desk.waitUntilReadSoFar()
            let tickets = try desk.client(desk.sam).tickets()
            #expect(tickets.filter { $0["subject"].text == "Once and only once" }.count == 1)
            _ = try desk.alice.acknowledgement(of: id)
            #expect(Set(try desk.alice.mails().map(\.messageID)).count == 1)
        }

        @Test func `mail that is put back into the mailbox is not read again`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            for number in 1...5 { try desk.alice.send("Request \(number)", "Number \(number).") }
            let client = try desk.client(desk.sam)
            try eventually("five tickets, filed") {
                try client.tickets().count == 5 && desk.supportMails(in: "Tally/Processed") == 5
            }
            let reader = try IMAPReader(
                port: desk.servers.imapPort, user: "support", password: desk.servers.password)
            for mail in try reader.messages(in: "Tally/Processed") {
                try reader.append(mail.bytes, to: "INBOX")
            }
            try desk.servers.renumber("support")
            try desk.waitUntilReadSoFar()
            try eventually("the mailbox is empty again") { try desk.supportMails(in: "INBOX") == 0 }
            #expect(
                try client.tickets().filter { $0["subject"].text?.hasPrefix("Request") == true }.count == 5)
        }

        /// Killed after so many more lines of its log, which spreads the kills over fetching, storing, filing and sending.
        @Test func `killed again and again in a burst, it loses and doubles nothing`() throws {
            let desk = try HelpDesk()
            let people = (1...40).map {
                Correspondent("Person \($0)", "p\($0)@outside.example", on: desk.servers)
            }
            let requests = try people.map { ($0, id: try $0.send("Request of \($0.name).", "Please help.")) }
            try eventually("all have arrived", within: .seconds(60)) {
                try desk.supportMails(in: "INBOX") == people.count
            }
            var stages: [HelpDesk.Stage] = []
            for more in [1, 2, 3, 4, 5, 4, 3, 6, 4, 7, 3, 5, 8, 4, 6, 9, 5, 4, 10, 12] {
                let before = try desk.daemon.logLines()
                try desk.daemon.launch()
                try eventually("\(more) more lines in the log", every: .milliseconds(2)) {
                    try desk.daemon.logLines() >= before + more || desk.stage() == .done
                }
                desk.daemon.kill()
                stages.append(try desk.stage())
            }
            #expect(stages.count { $0 == .reading } >= 3 && stages.count { $0 == .sending } >= 3, "\(stages)")
            try desk.daemon.start()
            try desk.waitUntilReadSoFar()
            let subjects = try desk.client(desk.sam).tickets().compactMap { $0["subject"].text }
            for (person, id) in requests {
                #expect(subjects.count { $0 == "Request of \(person.name)." } == 1)
                // Killed between the last dot and the answer, a mail may go twice, but then it is the same mail.
                _ = try person.acknowledgement(of: id)
                #expect(Set(try person.mails().map(\.messageID)).count == 1)
            }
        }

        @Test func `asked to end in a burst, it ends well and in time`() throws {
            let desk = try HelpDesk()
            for number in 1...20 { try desk.alice.send("Request \(number)", "Number \(number).") }
            try desk.daemon.start()
            try eventually("it has begun") { try desk.supportMails(in: "INBOX") < 20 }
            #expect(try desk.daemon.terminate() == 0)
            try desk.daemon.start()
            let client = try desk.client(desk.sam)
            try eventually("twenty tickets") { try client.tickets().count == 20 }
        }
    }
}

extension HelpDesk {
    /// How far the daemon has come with what lay in the mailbox.
    enum Stage {
        case reading
        case sending
        case done
    }

    /// Told from outside, so that it is known even while the daemon is dead.
    func stage() throws -> Stage {
        let log = try daemon.logText()
        let (read, sent) = (log.count(of: "intake.done"), log.count(of: "outbox.sent"))
        if try supportMails(in: "INBOX") > 0 || read == 0 { return .reading }
        // Each ticket is acknowledged, and told to the administrator, Sam and Tina.
        return sent < 4 * read ? .sending : .done
    }
}

extension String {
    fileprivate func count(of word: String) -> Int { components(separatedBy: word).count - 1 }
}
