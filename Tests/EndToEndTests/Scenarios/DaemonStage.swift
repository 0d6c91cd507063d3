import Foundation
import MailParsing
import ScenarioLanguage
import TallyCore

/// The daemon between a real Dovecot and a real Postfix: mail comes and goes as it does anywhere.
final class DaemonStage: ScenarioStage {
    private let desk: HelpDesk
    private var people: [ScenarioPerson] = []
    /// How many mails the daemon has said it was done with, when this was looked at last.
    private var processed = 0
    private var taken: Set<String> = []
    /// The newest mail that was read, by mailbox.
    private var read: [String: Int] = [:]

    init() throws { desk = try HelpDesk(users: ["ada", "carl", "eva", "reader", "sales"]) }

    var supportAddress: String { "support@\(domain)" }
    var domain: String { desk.servers.domain }
    var mailDate: String { Correspondent.date() }

    func begin(with people: [ScenarioPerson], settings: ScenarioSettings) async throws {
        if let setting = settings.settings.first {
            throw ScenarioProblem(line: setting.line, "the real site has the ordinary settings")
        }
        self.people = people
        var options = HelpDesk.Options()
        options.otherMailboxes = settings.mailboxes.map {
            HelpDesk.OtherMailbox(name: $0.name, team: $0.team)
        }
        // What Postfix and Dovecot write above a mail are two fields Received.
        options.more = """
            identity: { domains: ["\(domain)"], trustedAuthservIDs: ["mx.acme.example"], trustedHops: 2 },
            """
        try desk.configure(options)
        let teams = Set(settings.teams + people.compactMap(\.team)).sorted()
        for team in teams { try run(["team", "add", team]) }
        for person in people where person.part != .stranger {
            var arguments = [
                "user", "add", "--role", person.part.rawValue, "--name", person.name, "--email",
                person.address, "--password-stdin",
            ]
            if let team = person.team { arguments += ["--team", team] }
            try run(arguments, input: HelpDesk.password + "\n")
        }
        // Somebody who may see everything, and whom nothing is mailed to.
        try run(
            [
                "user", "add", "--role", "admin", "--name", "Reader", "--email", "reader@\(domain)",
                "--password-stdin",
            ], input: HelpDesk.password + "\n")
        try desk.daemon.start()
    }

    private func run(_ arguments: [String], input: String = "") throws {
        try Program.require(
            Program.daemon, arguments + ["--config", desk.daemon.configuration.path], input: input)
    }

    // MARK: Mail

    func deliver(_ mail: [UInt8], from sender: String, to recipient: String) async throws -> String? {
        try Correspondent("", sender, on: desk.servers).deliver(mail, to: recipient)
        let outcomes = try eventually("the daemon is done with the mail; its log:\n\(desk.daemon.logText())")
        {
            let found = try desk.daemon.logText().split(separator: "\n").filter { $0.contains("intake.done") }
            return found.count > processed ? found : nil
        }
        processed = outcomes.count
        return outcomes.last.map { String($0.drop { $0 != "=" }) }
    }

    /// Waits until nothing is on its way, and reads what has arrived.
    func takeMail() async throws -> [ScenarioMail] {
        let sent = try eventually("the outbox is empty") { () throws -> [JSON]? in
            let all = try outbox()
            let isDone = all.allSatisfy { ["sent", "failed"].contains($0["state"].text) }
            return isDone ? all : nil
        }
        var mails: [ScenarioMail] = []
        for entry in sent.sorted(by: { ($0["id"].int ?? 0) < ($1["id"].int ?? 0) }) {
            let id = entry["message_id"].text ?? ""
            let recipient = (entry["recipient"].text ?? "").lowercased()
            guard !recipient.hasPrefix("reader@"), taken.insert(id).inserted else { continue }
            let reader = Correspondent("", recipient, on: desk.servers)
            let bytes = try eventually("\(entry["kind"].text ?? "") has arrived at \(recipient)") {
                try messages(of: reader.mailbox).first { Message(reading: $0).messageID?.text == id }
            }
            mails.append(
                ScenarioMail(kind: entry["kind"].text ?? "", recipient: recipient, bytes: bytes))
        }
        return mails
    }

    private func messages(of mailbox: String) throws -> [[UInt8]] {
        let reader = try IMAPReader(
            port: desk.servers.imapPort, user: mailbox, password: desk.servers.password)
        return try reader.messages().map(\.bytes)
    }

    private func outbox() throws -> [JSON] {
        var all: [JSON] = []
        for state in ["waiting", "sending", "failed", "sent"] {
            let text = try Program.require(
                Program.daemon,
                ["outbox", "list", "--state", state, "--json", "--config", desk.daemon.configuration.path])
            all += try text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        }
        return all
    }

    // MARK: The console

    func perform(_ deed: ScenarioDeed, by person: ScenarioPerson, on number: Int) async throws {
        let client = try desk.client(Correspondent(person.name, person.address, on: desk.servers))
        let answer =
            switch deed {
            case .claim: try client.post("/tickets/\(number)/claim", [:])
            case .release: try client.post("/tickets/\(number)/release", [:])
            case .withdraw: try client.post("/tickets/\(number)/withdraw", [:])
            case .comment(let text): try client.post("/tickets/\(number)/comments", ["text": .string(text)])
            case .note(let text):
                try client.post(
                    "/tickets/\(number)/comments", ["text": .string(text), "visibility": "internal"])
            case .assign, .resolve, .move, .merge, .gather, .disable, .letIn:
                throw ScenarioProblem(line: 0, "this is not done with real servers; do it by mail")
            }
        guard answer.status < 300 else {
            throw ScenarioProblem(
                line: 0, "\(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
        }
    }

    func pass(_ duration: Duration) async throws {
        throw ScenarioProblem(line: 0, "no time goes by with real servers")
    }

    // MARK: Tickets

    func ticket(_ number: Int) async throws -> ScenarioTicket? {
        let client = try desk.client(Correspondent("Reader", "reader@\(domain)", on: desk.servers))
        let answer = try client.get("/tickets/\(number)")
        guard answer.status == 200 else { return nil }
        let ticket = try answer.json
        func list(_ items: [String?], or none: String = "none") -> String {
            items.isEmpty ? none : items.map { $0 ?? "" }.joined(separator: ", ")
        }
        func names(_ key: String, _ field: String) -> [String?] {
            (ticket[key].elements ?? []).map { $0[field].text }
        }
        return ScenarioTicket(
            values: [
                "subject": ticket["subject"].text ?? "", "status": ticket["status"].text ?? "",
                "priority": ticket["priority"].text ?? "", "category": ticket["category"].text ?? "none",
                "requester": Self.name(of: ticket["requester"]),
                "assignee": Self.name(of: ticket["assignee"]),
                "team": ticket["team"].text ?? "none",
                "project": ticket["project"].text ?? "none",
                "participants": list(
                    (ticket["participants"].elements ?? []).map(Self.name).sorted(), or: "nobody"),
                "tags": list((ticket["tags"].elements ?? []).compactMap(\.text).sorted()),
                "merged into": ticket["merged_into"].text ?? "none", "due": ticket["due"].text ?? "none",
                "timeline": list(names("timeline", "kind")), "service level": ticket["sla_status"].text ?? "",
            ], comments: (ticket["comments"].elements ?? []).map(Self.comment))
    }

    private static func comment(_ comment: JSON) -> ScenarioTicket.Comment {
        ScenarioTicket.Comment(
            author: name(of: comment["author"]), visibility: comment["visibility"].text ?? "",
            text: comment["text"].text ?? "",
            files: (comment["attachments"].elements ?? []).map { $0["filename"].text ?? "unnamed" })
    }

    private static func name(of person: JSON) -> String {
        guard person != .null else { return "nobody" }
        let name = person["name"].text ?? ""
        return name.isEmpty ? person["email"].text ?? "" : name
    }
}
