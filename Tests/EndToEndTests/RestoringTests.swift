import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// A desk out of a backup finds on the server what happened after it.
    @Suite struct Restoring {
        @Test func `what was processed after the backup is read again, and nothing twice`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let first = try desk.openTicket("Before the backup")
            try eventually("the mail is filed") { try desk.supportMails(in: "Tally/Processed") == 1 }
            let file = desk.folder.appending(path: "backup.tar").path
            try Program.require(
                Program.daemon, ["backup", file, "--config", desk.daemon.configuration.path])

            // After it: a request, and a claim of what was there before.
            _ = try desk.openTicket("After the backup", "now the keyboard of it does not answer either.")
            try desk.sam.reply(to: first.samsNotice, "claim")
            try eventually("they are filed") { try desk.supportMails(in: "Tally/Processed") == 3 }
            #expect(try desk.daemon.terminate() == 0)

            let data = desk.folder.appending(path: "data")
            for name in try FileManager.default.contentsOfDirectory(atPath: data.path)
            where name != "token-keys" {
                try FileManager.default.removeItem(at: data.appending(path: name))
            }
            try Program.require(
                Program.daemon, ["restore", file, "--config", desk.daemon.configuration.path])
            try desk.daemon.start()

            let client = try desk.client(desk.sam)
            let tickets = try eventually("what came after the backup") { () -> [JSON]? in
                let tickets = try client.tickets()
                let isClaimed = tickets.contains { $0["assignee"]["email"].text == desk.sam.address }
                return tickets.count == 2 && isClaimed ? tickets : nil
            }
            let subjects = tickets.compactMap { $0["subject"].text }.sorted()
            #expect(subjects == ["After the backup", "Before the backup"])
            let claimed = tickets.filter { $0["assignee"] != .null }.compactMap { $0["reference"].text }
            #expect(claimed == [first.reference], "the claim meets the ticket that it met before")
            let skipped = try #require(tickets.compactMap { $0["id"].int }.max())
            #expect(skipped > first.id + 1, "no number is given twice")

            // New mail comes as ever, and by then the folder was looked through: nothing is read once more.
            try desk.waitUntilReadSoFar()
            #expect(try client.tickets().count == 3)
            let detail = try client.get("/tickets/\(first.id)").json
            #expect(detail["comments"].elements?.count == 1)
        }
    }
}
