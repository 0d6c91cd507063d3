import Foundation
import TallyCore
import Testing

/// The commands that keep people and teams, as an operator types them.
@Suite(.timeLimit(.minutes(2))) struct `People and teams from the command line` {
    @Test func `the first admin is made by the command line, and people are changed by it`() throws {
        let desk = try CommandDesk()
        let made = try desk.run(
            "user", "add", "--role", "admin", "--name", "Ada", "--email", "Ada@acme.example",
            "--password-stdin", input: "helpdesk-demo\n")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.text == "1  admin     Ada <ada@acme.example>\n")
        let sam = try desk.objects(
            "user", "add", "--role", "staff", "--name", "Sam", "--email", "sam@acme.example", "--team", "it",
            "--lead", "yes", "--workload-limit", "5", "--time-zone", "Europe/Berlin", "--language", "de",
            "--handles", "printers,network")
        #expect(sam.first?["team"] == "it")
        #expect(sam.first?["team_lead"] == true)
        #expect(sam.first?["workload_limit"] == 5)
        #expect(sam.first?["time_zone"] == "Europe/Berlin")
        #expect(sam.first?["categories"] == ["network", "printers"])
        let changed = try desk.objects(
            "user", "set", "sam@acme.example", "--workload-limit", "site", "--time-zone", "site", "--handles",
            "all", "--team", "none", "--add-address", "sam@home.example", "--without-proof")
        #expect(changed.first?["workload_limit"] == .null)
        #expect(changed.first?["time_zone"] == .null)
        #expect(changed.first?["categories"] == [])
        #expect(changed.first?["team"] == .null)
        #expect(changed.first?["addresses"] == ["sam@acme.example", "sam@home.example"])
        let primary = try desk.objects("user", "set", "2", "--email", "sam@home.example")
        #expect(primary.first?["email"] == "sam@home.example")
        let fewer = try desk.objects("user", "set", "2", "--remove-address", "sam@acme.example")
        #expect(fewer.first?["addresses"] == ["sam@home.example"])
    }

    @Test func `an added address gets a link by mail`() throws {
        let desk = try CommandDesk()
        _ = try desk.run("user", "add", "--role", "staff", "--name", "Sam", "--email", "sam@acme.example")
        let asked = try desk.objects("user", "set", "1", "--add-address", "sam@home.example")
        #expect(asked.first?["addresses"] == ["sam@acme.example"])
        let waiting = try desk.objects("outbox", "list")
        #expect(waiting.map { $0["kind"] } == ["confirm-address"])
        #expect(!waiting.description.contains("confirm-address/"), "the link is nobody's business")
    }

    @Test func `absences are set and forgotten`() throws {
        let desk = try CommandDesk()
        _ = try desk.run("user", "add", "--role", "staff", "--name", "Sam", "--email", "sam@acme.example")
        let away = try desk.objects("user", "set", "1", "--away", "2020-01-01..2099-12-31")
        #expect(away.first?["is_away"] == true)
        #expect(
            away.first?["absences"] == [["from": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"]])
        #expect(try desk.run("user", "list").text.contains("(away)"))
        #expect(try desk.objects("user", "set", "1", "--back").first?["is_away"] == false)
    }

    @Test func `who is disabled leaves the list and can come back, and the last admin stays`() throws {
        let desk = try CommandDesk()
        for (name, role) in [("Ada", "admin"), ("Sam", "staff")] {
            _ = try desk.run("user", "add", "--role", role, "--name", name, "--email", "\(name)@acme.example")
        }
        #expect(try desk.run("user", "disable", "sam@acme.example").text.contains("(disabled)"))
        #expect(try desk.objects("user", "list").map { $0["name"] } == ["Ada"])
        #expect(try desk.objects("user", "list", "--disabled").map { $0["name"] } == ["Sam"])
        #expect(try desk.objects("user", "set", "2", "--enable").first?["is_active"] == true)
        let last = try desk.run("user", "disable", "1")
        #expect(last.status == 65)
        #expect(last.errors.contains("no admin any more"))
    }

    @Test func `teams are made, filled, renamed and removed`() throws {
        let desk = try CommandDesk()
        for name in ["Sam", "Tina"] {
            _ = try desk.run(
                "user", "add", "--role", "staff", "--name", name, "--email", "\(name)@acme.example")
        }
        #expect(try desk.run("team", "add", "it").text == "1  it: nobody\n")
        _ = try desk.run("team", "set", "it", "--add", "sam@acme.example", "--lead", "tina@acme.example")
        #expect(try desk.run("team", "list").text == "1  it: Sam, Tina (lead)\n")
        let renamed = try desk.objects("team", "set", "1", "--name", "Desk side", "--remove", "1")
        #expect(renamed.first?["name"] == "Desk side")
        #expect(renamed.first?["members"].elements?.map { $0["name"] } == ["Tina"])
        let full = try desk.run("team", "remove", "Desk side")
        #expect(full.status == 65)
        #expect(full.errors.contains("1 member"))
        #expect(try desk.run("team", "remove", "Desk side", "--detach").status == 0)
        #expect(try desk.objects("team", "list").isEmpty)
    }

    @Test func `a team that the configuration gives a mailbox to stays`() throws {
        let desk = try CommandDesk()
        _ = try desk.run("team", "add", "Routed")
        let answer = try desk.run("team", "remove", "Routed", "--detach")
        #expect(answer.status == 65)
        #expect(answer.errors.contains("1 mailbox"))
    }

    /// Words, exit code, part of the message.
    @Test(
        arguments: [
            (["user", "promote"], 64, "unknown"),
            (["user", "set"], 64, "missing"),
            (["user", "add", "--role", "boss", "--name", "A", "--email", "a@b.example"], 64, "admin, staff"),
            (
                ["user", "add", "--role", "staff", "--name", "A", "--email", "nobody"], 64,
                "no plain mail address"
            ),
            (["user", "add", "--role", "staff", "--name", "A"], 64, "--email is missing"),
            (["user", "set", "1", "--away", "soon"], 64, "2026-12-24"),
            (["user", "set", "1", "--lead", "maybe"], 64, "yes or no"),
            (["user", "set", "1", "--without-proof"], 64, "--add-address"),
            (["user", "set", "99", "--name", "A"], 66, "no such person"),
            (["user", "disable", "nobody@acme.example"], 66, "no such person"),
            (["team", "remove", "nothing"], 66, "no such team"), (["team", "add", "12"], 65, "no number"),
            (["team", "set", "it", "--add", "99"], 66, "no such"), (["team", "add"], 64, "missing"),
        ] as [([String], Int32, String)])
    func `a mistake has its exit code and says what it is`(
        words: [String], status: Int32, message: String
    ) throws {
        let desk = try CommandDesk()
        let answer = try Program.run(
            Program.daemon, words + ["--config", desk.folder.appending(path: "tally.json5").path])
        #expect(answer.status == status, "\(answer.errors)")
        #expect(answer.errors.contains(message), "\(answer.errors)")
        #expect(answer.output.isEmpty)
    }

    @Test(arguments: ["user", "team"])
    func `every command explains itself`(name: String) throws {
        let answer = try Program.run(Program.daemon, [name, "--help"])
        #expect(answer.status == 0)
        #expect(answer.text.contains("tally-maild \(name) add"))
    }
}
