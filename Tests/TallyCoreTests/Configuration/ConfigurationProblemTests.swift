import Foundation
import TallyCore
import Testing

@Suite("Problems of a configuration") struct ConfigurationProblemTests {
    private func problems(of text: String) -> [String] {
        do {
            _ = try Configuration.read(Array(text.utf8), fileName: "tally.json5")
            return []
        } catch {
            return error.list.map(\.description)
        }
    }

    private static let mistakes = """
        {
          site: { name: "", url: "ftp://desk", timezone: "Europe/Berlin", ticketPrefix: "tt-" },
          mailboxes: [
            { name: "support", address: "support@acme.example", replyAddress: "support@acme.example",
              imap: { url: "imap://imap.acme.example:70000", user: "support", password: "hunter2" } },
            { name: "Support", address: "support@acme.example", priority: "hihg",
              imap: { url: "imap://imap.acme.example", user: 7, password: { file: "a", env: "B" },
                      security: "none", pollSeconds: 0, pollseconds: 1 } },
          ],
          smtp: { url: "smtps://mail.acme.example", security: "starttls", user: "me", connections: "two" },
          identiy: {},
          log: [], log: { level: "verbose" },
        }
        """

    private static let messages = [
        "tally.json5:1:1: dataDirectory: is missing; write the path of a file or folder",
        "tally.json5:2:17: site.name: is \"\"; write a text on one line, not empty and at most 200 bytes",
        "tally.json5:2:26: site.url: is \"ftp://desk\"; write http://HOST[:PORT] or https://HOST[:PORT], "
            + "without a user, a password or a query",
        "tally.json5:2:40: site.timezone: is not a known key; did you mean \"timeZone\"?",
        "tally.json5:2:81: site.ticketPrefix: is \"tt-\"; write one to ten capital letters and digits, "
            + "beginning with a letter, for example \"TT\"",
        "tally.json5:4:71: mailboxes[0].replyAddress: is \"support@acme.example\"; write a mail address "
            + "with {token} in it, for example \"support+{token}@acme.example\"",
        "tally.json5:5:20: mailboxes[0].imap.url: is \"imap://imap.acme.example:70000\"; "
            + "write imaps://HOST[:PORT] or imap://HOST[:PORT], without a user, a password or a query",
        "tally.json5:5:81: mailboxes[0].imap.password: is a text; write { file: \"PATH\" }, "
            + "{ env: \"NAME\" }, { credential: \"NAME\" } or { value: \"…\" }",
        "tally.json5:6:13: mailboxes[1].name: is the name of the mailbox in line 4 too; "
            + "give each mailbox a name of its own",
        "tally.json5:6:33: mailboxes[1].address: is the address of the mailbox in line 4 too; "
            + "give each mailbox an address of its own",
        "tally.json5:6:67: mailboxes[1].priority: is \"hihg\"; "
            + "write \"low\", \"medium\", \"high\" or \"critical\"; did you mean \"high\"?",
        "tally.json5:7:54: mailboxes[1].imap.user: is 7; "
            + "write a text on one line, not empty and at most 200 bytes",
        "tally.json5:7:67: mailboxes[1].imap.password: names more than one place; write one of "
            + "{ file: \"PATH\" }, { env: \"NAME\" }, { credential: \"NAME\" } or { value: \"…\" }",
        "tally.json5:8:25: mailboxes[1].imap.security: is \"none\", and imap.acme.example is not this "
            + "machine: passwords and mail would be readable; write \"tls\" or \"starttls\"",
        "tally.json5:8:46: mailboxes[1].imap.pollSeconds: is 0; write a whole number from 1 to 3600",
        "tally.json5:8:49: mailboxes[1].imap.pollseconds: is not a known key; did you mean \"pollSeconds\"?",
        "tally.json5:10:9: smtp.from: is missing; "
            + "write a name and an address, for example \"Acme IT <support@acme.example>\"",
        "tally.json5:10:9: smtp.password: is missing, and the log-in needs both; "
            + "write user and password, or neither of them",
        "tally.json5:10:55: smtp.security: is \"starttls\", and smtps:// means TLS; "
            + "write \"tls\", or change the scheme of the URL",
        "tally.json5:10:92: smtp.connections: is \"two\"; write a whole number from 1 to 50",
        "tally.json5:11:3: identiy: is not a known key; did you mean \"identity\"?",
        "tally.json5:12:8: log: is an array; write an object in braces",
        "tally.json5:12:12: log: is given twice, first in line 12; keep one of them",
    ]

    @Test func `every mistake is reported in one run, in the order of the file`() {
        #expect(problems(of: Self.mistakes) == Self.messages)
    }

    @Test(
        arguments: [
            ("", "tally.json5:1:1: this is not JSON5; the text ends where a value was expected"),
            ("{ a: 1 b }", "tally.json5:1:8: this is not JSON5; \",\" or \"}\" was expected, not \"b\""),
            ("[]", "tally.json5:1:1: is an array; write an object in braces"),
        ] as [(String, String)])
    func `a file without structure has one problem`(text: String, problem: String) {
        #expect(problems(of: text) == [problem])
    }

    @Test func `an empty object lacks exactly the required sections`() {
        #expect(
            problems(of: "{}").map { $0.split(separator: " ")[1] } == [
                "dataDirectory:", "mailboxes:", "site:", "smtp:",
            ])
    }

    /// One change of the smallest good configuration, and the one problem it makes.
    @Test(
        arguments: [
            ("name: \"support\"", "name: \"a b\"", "mailboxes[0].name: is \"a b\""),
            ("address: \"support@", "address: \"support.@", "mailboxes[0].address: is "),
            ("imap: {", "pollSeconds: 3, imap: {", "mailboxes[0].pollSeconds: is not a known key"),
            (
                "imaps://imap.acme.example", "imaps://u:p@imap.acme.example",
                "mailboxes[0].imap.url: is a text; write imaps"
            ),
            (
                "user: \"u\"", "user: \"u\", folder: \"Tally/Processed\"",
                "mailboxes[0].imap.processed: is the folder"
            ),
            (
                "user: \"u\"", "user: \"u\", quarantine: \"Tally/Processed\"",
                "mailboxes[0].imap.quarantine: is the"
            ),
            (
                "password: { env: \"P\" }", "idle: true",
                "mailboxes[0].imap.password: is missing, and so is oauth2"
            ),
            ("{ env: \"P\" }", "{ env: \"1P\" }", "mailboxes[0].imap.password.env: is \"1P\""),
            ("{ env: \"P\" }", "{}", "mailboxes[0].imap.password: is empty"),
            (
                "{ env: \"P\" }", "{ fil: \"P\" }",
                "mailboxes[0].imap.password.fil: is not a known key; did you mean \"file\""
            ),
            (
                "{ env: \"P\" }", "{ value: 12345 }",
                "mailboxes[0].imap.password.value: is a number; write a text"
            ),
            (
                "{ env: \"P\" }",
                "{ env: \"P\" }, oauth2: { tokenURL: \"https://id.example/t\", clientID: \"c\", "
                    + "clientSecret: { env: \"S\" }, scope: \"s\" }",
                "mailboxes[0].imap.oauth2: is given beside"
            ),
            (
                "password: { env: \"P\" }",
                "oauth2: { tokenURL: \"http://id.example/t\", clientID: \"c\", "
                    + "clientSecret: { env: \"S\" }, scope: \"s\" }",
                "mailboxes[0].imap.oauth2.tokenURL: would send secrets"
            ),
            (
                "smtp: {", "smtp: { security: \"none\",",
                "smtp.security: is \"none\", and mail.acme.example is not"
            ),
            (
                "from: \"support@acme.example\"", "from: \"Acme <support>\"",
                "smtp.from: is \"Acme <support>\""
            ),
            (
                "smtp: {", "identity: { requesters: \"domains\" }, smtp: {",
                "identity.requesters: is \"domains\", and"
            ),
            (
                "smtp: {", "identity: { commandProof: \"both\" }, smtp: {",
                "identity.commandProof: is \"both\", and"
            ),
            (
                "smtp: {", "identity: { domains: [\"ok.example\", \"-\"] }, smtp: {",
                "identity.domains[1]: is \"-\""
            ),
            ("smtp: {", "identity: { domains: \"ok.example\" }, smtp: {", "identity.domains: is a text"),
            ("smtp: {", "database: \"postgresql://db\", smtp: {", "database: is \"postgresql://db\""),
            ("smtp: {", "database: \"postgresql://u:p@db\", smtp: {", "database: is a text; write"),
            ("smtp: {", "http: { tls: {} }, smtp: {", "http.tls: is an object; write null and put nginx"),
            ("smtp: {", "http: { listen: \"8025\" }, smtp: {", "http.listen: is \"8025\""),
            ("smtp: {", "http: { listen: \"127.0.0.1:65536\" }, smtp: {", "http.listen: is "),
            (
                "smtp: {", "http: { trustedProxies: [\"10.0.0.0/33\"] }, smtp: {",
                "http.trustedProxies[0]: is "
            ),
            (
                "smtp: {", "http: { allowedOrigins: [\"https://a/b\"] }, smtp: {",
                "http.allowedOrigins[0]: is "
            ),
            ("smtp: {", "limits: { messageBytes: \"5 MB\" }, smtp: {", "limits.messageBytes: is \"5 MB\""),
            ("smtp: {", "limits: { parts: 1.5 }, smtp: {", "limits.parts: is 1.5"),
            ("smtp: {", "demo: \"yes\", smtp: {", "demo: is \"yes\"; write true or false"),
            (
                "smtp: {", "log: { level: \"inof\" }, smtp: {",
                "log.level: is \"inof\"; write \"debug\", \"info\","
            ),
            (
                "smtp: {", "secrets: { tokenkeys: { file: \"k\" } }, smtp: {",
                "secrets.tokenkeys: is not a known key"
            ),
            (
                "smtp: {", "assignment: { strategy: \"random\" }, smtp: {",
                "assignment.strategy: is \"random\""
            ),
            ("smtp: {", "workload: { defaultLimit: 0 }, smtp: {", "workload.defaultLimit: is 0"),
            (
                "url: \"https", "timeZone: \"../etc/passwd\", url: \"https",
                "site.timeZone: is \"../etc/passwd\""
            ),
            (
                "smtp: {", "sla: { policies: { urgent: {} } }, smtp: {",
                "sla.policies.urgent: is not a known key"
            ),
            (
                "smtp: {", "sla: { policies: { low: { firstResponse: \"1h\" } } }, smtp: {",
                "sla.policies.low.resolution: is missing"
            ),
            (
                "smtp: {",
                "sla: { policies: { low: { firstResponse: \"3h\", resolution: \"2h\" } } }, smtp: {",
                "sla.policies.low.firstResponse: is longer than resolution"
            ),
            (
                "smtp: {",
                "sla: { policies: { low: { firstResponse: \"soon\", resolution: \"2h\" } } }, smtp: {",
                "sla.policies.low.firstResponse: is \"soon\"; write a time like"
            ),
            (
                "smtp: {",
                "sla: { calendars: { office: { windows: { monday: [\"9:00-17:00\"] } } }, policies: { low: "
                    + "{ firstResponse: \"1h\", resolution: \"2h\", calendar: \"ofice\" } } }, smtp: {",
                "sla.policies.low.calendar: is \"ofice\"; write the name of a calendar: \"always\", \"office\"; "
                    + "did you mean \"office\"?"
            ),
            (
                "smtp: {",
                "sla: { calendars: { a: { windows: { monday: [\"9:00-12:00\", \"11:00-13:00\"] } } } }, smtp: {",
                "sla.calendars.a.windows.monday: has windows that overlap"
            ),
            (
                "smtp: {",
                "sla: { calendars: { a: { windows: { monday: [\"17:00-9:00\", \"09:00-10:00\"] } } } }, smtp: {",
                "sla.calendars.a.windows.monday[0]: is "
            ),
            (
                "smtp: {", "sla: { calendars: { a: { windows: {} } } }, smtp: {",
                "sla.calendars.a.windows: has no windows"
            ),
            (
                "smtp: {",
                "sla: { calendars: { a: { windows: { monday: [\"9:00-10:00\"] }, holidays: [\"2026-02-29\"] } } }, smtp: {",
                "sla.calendars.a.holidays[0]: is \"2026-02-29\""
            ),
            (
                "smtp: {",
                "sla: { calendars: { always: { windows: { monday: [\"9:00-10:00\"] } } } }, smtp: {",
                "sla.calendars.always: is the built-in calendar"
            ),
            (
                "smtp: {",
                "sla: { teams: { it: { high: { firstResponse: \"3h\", resolution: \"2h\" } } } }, smtp: {",
                "sla.teams.it.high.firstResponse: is longer than resolution"
            ),
            (
                "smtp: {", "sla: { escalation: { breached: [\"tell_boss\"] } }, smtp: {",
                "sla.escalation.breached[0]: is \"tell_boss\""
            ),
            (
                "smtp: {", "sla: { escalation: { overdue: { \"99\": [\"tell_lead\"] } } }, smtp: {",
                "sla.escalation.overdue.99: is no percentage from 101"
            ),
        ] as [(String, String, String)])
    func `one mistake is one problem`(good: String, bad: String, problem: String) throws {
        let text = ConfigurationTests.minimal
        let range = try #require(text.firstRange(of: good))
        let found = problems(of: text.replacingCharacters(in: range, with: bad))
        try #require(!found.isEmpty)
        let message = found[0].drop { $0 != " " }.dropFirst()
        #expect(message.hasPrefix(problem))
        #expect(found.count == 1, "\(found)")
    }

    @Test func `an empty list of mailboxes is a problem`() {
        #expect(problems(of: "{ mailboxes: [] }").contains { $0.contains(":14: mailboxes: is empty") })
    }

    @Test func `no problem shows a secret`() {
        let text = """
            { database: "postgresql://me:hunter2@db", smtp: { password: "hunter2", url: "smtp://me:hunter2@a" }, mailboxes: [{ imap: { password: { value: ["hunter2"] },
              oauth2: { clientSecret: "hunter2", refreshToken: { value: 1, file: "a" } } } }] }
            """
        let found = problems(of: text)
        #expect(found.count > 5)
        #expect(!found.contains { $0.contains("hunter2") })
    }
}
