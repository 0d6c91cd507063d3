import Foundation
import TallyCore
import TestSupport
import Testing

@Suite("The configuration") struct ConfigurationTests {
    static let full = """
        // The example of the manual, with everything in it.
        {
          site: { name: "Acme IT", url: "http://127.0.0.1:8025/", timeZone: "Europe/Berlin", ticketPrefix: "AC" },
          database: "sqlite:/srv/tally.db",
          dataDirectory: "/var/lib/tally-maild",
          templates: "/usr/share/tally-maild/templates",
          secrets: { tokenKeys: { file: "/etc/tally-maild/keys" } },
          mailboxes: [ {
            name: "support", address: "Support@acme.example",
            replyAddress: "support+{token}@acme.example",
            imap: { url: "imaps://imap.acme.example:1993", user: "support", password: { file: "/run/imap" },
                    oauth2: null, security: "tls", caFile: "/etc/ca.pem", folder: "INBOX",
                    processed: "Done", quarantine: "Bad", idle: false, pollSeconds: 30 },
            team: "it", priority: "high", displayName: "Acme IT desk",
          }, {
            name: "sales", address: "sales@acme.example", replyAddress: null,
            imap: { url: "imap://localhost", user: "sales", security: "none",
                    oauth2: { tokenURL: "https://id.acme.example/token", clientID: "tally",
                              clientSecret: { env: "OAUTH_SECRET" }, scope: "mail",
                              refreshToken: { credential: "refresh" } } },
          } ],
          smtp: { url: "smtp://127.0.0.1:2525", user: "relay", password: { value: "hunter2" }, security: "none",
                  caFile: null, from: "\\"Acme, IT\\" <support@acme.example>", connections: 4 },
          identity: { requesters: "domains", domains: ["Acme.example"], trustedAuthservIDs: ["mx.acme.example"],
                      trustedHops: 1, commandProof: "either" },
          assignment: { strategy: "round_robin" },
          workload: { defaultLimit: 5 },
          sla: {
            calendars: { office: { windows: { monday: ["13:00-17:00", "09:00-12:00"], friday: ["9:30-24:00"] },
                                   holidays: ["2026-12-24", "12-25"] } },
            policies: { low: null, high: { firstResponse: "1h30m", resolution: "2d", calendar: "office" } },
            teams: { it: { high: { firstResponse: "5m", resolution: "1h" }, medium: null } },
            escalation: { atRisk: [], overdue: { "150": ["tell_lead", "raise_priority"] } },
            atRiskPercent: 75,
          },
          http: { listen: "unix:/run/tally-maild/http.sock", tls: null, trustedProxies: ["10.0.0.0/8", "::1"],
                  allowedOrigins: ["https://desk.acme.example"] },
          limits: { messageBytes: "50MiB", attachmentBytes: 1000000, parts: 100, depth: 10 },
          reports: { paper: "letter", weekly: false },
          log: { format: "json", level: "debug", access: true },
          demo: true,
        }
        """

    private func read(_ text: String) throws -> Configuration {
        try Configuration.read(Array(text.utf8), fileName: "tally.json5")
    }

    @Test func `every key is read`() throws {
        let configuration = try read(Self.full)
        #expect(configuration.site.name == "Acme IT")
        #expect(configuration.site.url.description == "http://127.0.0.1:8025")
        #expect(configuration.site.timeZone == "Europe/Berlin")
        #expect(configuration.site.ticketPrefix == "AC")
        #expect(configuration.database == .sqlite(path: "/srv/tally.db"))
        #expect(configuration.dataDirectory == "/var/lib/tally-maild")
        #expect(configuration.templates == "/usr/share/tally-maild/templates")
        #expect(configuration.tokenKeys == .file(path: "/etc/tally-maild/keys"))
        #expect(configuration.smtp.host == "127.0.0.1")
        #expect(configuration.smtp.port == 2_525)
        #expect(configuration.smtp.security == .none)
        #expect(configuration.smtp.login?.user == "relay")
        #expect(configuration.smtp.login?.password == .value(Secret("hunter2")))
        #expect(configuration.smtp.from == Sender("\"Acme, IT\" <support@acme.example>"))
        #expect(configuration.smtp.from.name == "Acme, IT")
        #expect(configuration.smtp.connections == 4)
        #expect(configuration.reports.paper == .letter)
        #expect(!configuration.reports.isWeekly)
        #expect(configuration.identity.requesters == .domains)
        #expect(configuration.identity.domains == ["acme.example"])
        #expect(configuration.identity.trustedAuthservIDs == ["mx.acme.example"])
        #expect(configuration.identity.trustedHops == 1)
        #expect(configuration.identity.commandProof == .either)
        #expect(configuration.assignment.strategy == .roundRobin)
        #expect(configuration.workload.defaultLimit == 5)
        #expect(configuration.http.listen == .unix(path: "/run/tally-maild/http.sock"))
        #expect(configuration.http.trustedProxies == ["10.0.0.0/8", "::1"].compactMap { NetworkRange($0) })
        #expect(configuration.http.allowedOrigins.map(\.origin) == ["https://desk.acme.example"])
        #expect(configuration.limits.messageBytes == 52_428_800)
        #expect(configuration.limits.attachmentBytes == 1_000_000)
        #expect(configuration.limits.parts == 100)
        #expect(configuration.limits.depth == 10)
        #expect(configuration.log.format == .json)
        #expect(configuration.log.level == .debug)
        #expect(configuration.log.access)
        #expect(configuration.isDemo)
    }

    @Test func `mailboxes are read with their servers`() throws {
        let mailboxes = try read(Self.full).mailboxes
        #expect(mailboxes.map(\.name.text) == ["support", "sales"])
        let support = try #require(mailboxes.first)
        #expect(support.address.text == "support@acme.example")
        #expect(support.replyAddress?.address(with: "abc") == "support+abc@acme.example")
        #expect(support.team == "it")
        #expect(support.priority == .high)
        #expect(support.imap.host == "imap.acme.example")
        #expect(support.imap.port == 1_993)
        #expect(support.imap.security == .tls)
        #expect(support.imap.user == "support")
        #expect(support.imap.authentication == .password(.file(path: "/run/imap")))
        #expect(support.imap.caFile == "/etc/ca.pem")
        #expect(
            [support.imap.folder, support.imap.processed, support.imap.quarantine] == [
                "INBOX", "Done", "Bad",
            ])
        #expect(!support.imap.idle)
        #expect(support.imap.pollInterval == .seconds(30))
        #expect(support.displayName == "Acme IT desk")
        let sales = mailboxes[1]
        #expect(sales.displayName == nil)
        #expect(sales.replyAddress == nil)
        #expect(sales.imap.port == 143)
        guard case .oauth2(let oauth2) = sales.imap.authentication else {
            Issue.record("no OAuth 2")
            return
        }
        #expect(oauth2.tokenURL.description == "https://id.acme.example/token")
        #expect(oauth2.clientID == "tally")
        #expect(oauth2.clientSecret == .environment(name: "OAUTH_SECRET"))
        #expect(oauth2.scope == "mail")
        #expect(oauth2.refreshToken == .credential(name: "refresh"))
    }

    @Test func `service levels are read with their calendars`() throws {
        let levels = try read(Self.full).serviceLevels
        let team = try #require(levels.teamPolicies["it"])
        #expect(team[.high] == .some(.init(firstResponse: .minutes(5), resolution: .hours(1))))
        #expect(team[.medium] == .some(nil), "null takes the promise away")
        #expect(team[.low] == nil, "what is left out stays as it is for all")
        #expect(levels.escalation.atRisk == [])
        #expect(levels.escalation.breached == [.tellAssignee, .tellLead])
        #expect(levels.escalation.overdue == [150: [.tellLead, .raisePriority]])
        #expect(levels.atRiskPercent == 75)
        #expect(levels.policies[.low] == nil)
        #expect(levels.policies[.critical] == .init(firstResponse: .minutes(30), resolution: .hours(4)))
        let high = try #require(levels.policies[.high])
        #expect(high.firstResponse == .minutes(90))
        #expect(high.resolution == .hours(48))
        let calendar = try #require(high.calendar)
        #expect(calendar.timeZone == "Europe/Berlin")
        #expect(calendar.windows.map(\.count) == [2, 0, 0, 0, 1, 0, 0])
        #expect(
            calendar.windows[0] == ["09:00-12:00", "13:00-17:00"].compactMap { BusinessCalendar.Window($0) })
        #expect(calendar.windows[4].first?.start == 570)
        #expect(calendar.windows[4].first?.end == 1_440)
        #expect(
            calendar.holidays == Set(["2026-12-24", "12-25"].compactMap { BusinessCalendar.Holiday($0) }))
    }

    static let minimal = """
        { site: { name: "Acme IT", url: "https://desk.acme.example" }, dataDirectory: "/data",
          mailboxes: [ { name: "support", address: "support@acme.example",
                         imap: { url: "imaps://imap.acme.example", user: "u", password: { env: "P" } } } ],
          smtp: { url: "smtp://mail.acme.example", from: "support@acme.example" } }
        """

    @Test func `everything that is not required has a default`() throws {
        let configuration = try read(Self.minimal)
        #expect(configuration.site.timeZone == "UTC")
        #expect(configuration.site.ticketPrefix == "TT")
        #expect(configuration.database == .sqlite(path: "/data/tally.db"))
        #expect(configuration.templates == nil)
        #expect(configuration.tokenKeys == .file(path: "/data/token-keys"))
        let mailbox = try #require(configuration.mailboxes.first)
        #expect(mailbox.replyAddress == nil)
        #expect(mailbox.team == nil)
        #expect(mailbox.priority == .medium)
        #expect(mailbox.imap.port == 993)
        #expect(mailbox.imap.security == .tls)
        #expect(mailbox.imap.caFile == nil)
        #expect(mailbox.imap.folder == "INBOX")
        #expect(mailbox.imap.processed == "Tally/Processed")
        #expect(mailbox.imap.quarantine == "Tally/Quarantine")
        #expect(mailbox.imap.idle)
        #expect(mailbox.imap.pollInterval == .seconds(60))
        #expect(configuration.smtp.port == 25)
        #expect(configuration.smtp.security == .starttls)
        #expect(configuration.smtp.login == nil)
        #expect(configuration.smtp.from == Sender(name: nil, address: mailbox.address))
        #expect(configuration.smtp.connections == 2)
        #expect(configuration.identity == Configuration.Identity())
        #expect(configuration.identity.requesters == .anyone)
        #expect(configuration.identity.commandProof == .token)
        #expect(configuration.assignment.strategy == .none)
        #expect(configuration.workload.defaultLimit == 10)
        #expect(configuration.serviceLevels == Configuration.ServiceLevels())
        #expect(configuration.http.listen == .tcp(host: "127.0.0.1", port: 8_025))
        #expect(configuration.limits.messageBytes == 26_214_400)
        #expect(configuration.limits.attachmentBytes == 26_214_400)
        #expect(configuration.limits.parts == 500)
        #expect(configuration.limits.depth == 20)
        #expect(configuration.log.format == .text)
        #expect(configuration.log.level == .info)
        #expect(!configuration.log.access)
        #expect(!configuration.isDemo)
    }

    /// The example says: what is commented out shows the default.
    @Test func `the example for systemd is good, and shows the defaults`() throws {
        let example = String(
            decoding: try testFile("../../../deploy/systemd/tally.json5"), as: UTF8.self)
        let configuration = try read(example)
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
        let keys = [
            "language", "database", "caFile", "folder", "processed", "quarantine", "idle", "pollSeconds",
            "team", "priority", "connections", "requesters", "trustedHops", "commandProof", "assignment",
            "accounts", "workload", "displayName", "allowedOrigins", "demo", "outgoing", "lifecycle",
            "retention", "reports", "limits", "log",
        ]
        var shown: Set<String> = []
        // How many braces of the default at hand are still open: one may span lines.
        var open = 0
        let uncommented = lines.map { line -> String in
            let text = line.drop { $0 == " " }
            if open == 0 {
                guard let key = keys.first(where: { text.hasPrefix("// \($0): ") }) else {
                    return String(line)
                }
                shown.insert(key)
                #expect(!example.contains("\n  \(key):"))
            }
            open += text.count { $0 == "{" } - text.count { $0 == "}" }
            return String(text.dropFirst(3))
        }
        #expect(open == 0)
        #expect(shown == Set(keys))
        #expect(try read(uncommented.joined(separator: "\n")) == configuration)
    }

    @Test(
        arguments: [
            ("45s", .seconds(45)), ("30m", .seconds(1_800)), ("4h", .seconds(14_400)),
            ("2d", .seconds(172_800)),
            ("1d2h3m4s", .seconds(93_784)), ("1h30m", .seconds(5_400)), ("0h5m", .seconds(300)),
            ("90m", .seconds(5_400)),
            ("", nil), ("0m", nil), ("5", nil), ("m", nil), ("1.5h", nil), ("-1h", nil), ("30m1h", nil),
            ("1h1h", nil),
            ("1 h", nil), ("1w", nil), ("1H", nil), ("1000000000s", nil), ("1h30", nil),
        ] as [(String, Duration?)])
    func `a time is written with its units`(text: String, duration: Duration?) {
        let sla =
            "sla: { policies: { low: { firstResponse: \"\(text)\", resolution: \"999999d\" } } }, smtp: {"
        let configuration = try? read(Self.minimal.replacing("smtp: {", with: sla))  // nil: refused
        #expect(configuration?.serviceLevels.policies[.low]?.firstResponse == duration)
    }

    @Test(
        arguments: [
            ("100000", 100_000), ("\"64KiB\"", 65_536), ("\"25 MiB\"", 26_214_400),
            ("\"1gib\"", 1_073_741_824),
            ("\"70000B\"", 70_000), ("\"2GiB\"", nil), ("65535", nil), ("\"25MB\"", nil), ("\"MiB\"", nil),
            ("1e6", nil),
            ("\"-1MiB\"", nil), ("\"99999999999MiB\"", nil),
        ] as [(String, Int?)])
    func `a size is a number of bytes or has a unit`(text: String, size: Int?) {
        let limits = "limits: { messageBytes: \(text) }, smtp: {"
        let configuration = try? read(Self.minimal.replacing("smtp: {", with: limits))  // nil: refused
        #expect(configuration?.limits.messageBytes == size)
    }

    @Test func `a damaged file is refused with places inside it, or read`() {
        let whole = Array(Self.full.utf8)
        var random = SeededGenerator(seed: 17)
        var refused = 0
        for _ in 0..<400 {
            var bytes = whole
            let start = Int.random(in: bytes.indices, using: &random)
            let end = min(bytes.count, start + Int.random(in: 1...20, using: &random))
            if Bool.random(using: &random) {
                bytes.removeSubrange(start..<end)
            } else {
                bytes.insert(
                    contentsOf: whole[start..<end], at: Int.random(in: bytes.indices, using: &random))
            }
            do {
                _ = try Configuration.read(bytes, fileName: "tally.json5")
            } catch {
                refused += 1
                #expect(!error.list.isEmpty)
                #expect(error.list.allSatisfy { $0.position.offset <= bytes.count })
                #expect(!error.description.contains("hunter2"))
            }
        }
        #expect(refused > 0)
    }
}
