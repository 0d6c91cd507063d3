import TallyCore
import Testing

@Suite("Configuration: accounts")
struct AccountsConfigurationTests {
    private static func read(_ more: String) throws -> Configuration {
        let text = """
            { site: { name: "Acme IT", url: "http://desk.acme.example" }, dataDirectory: "/var/lib/tally-maild",
              mailboxes: [ { name: "support", address: "support@acme.example",
                imap: { url: "imaps://imap.acme.example", user: "support", password: { value: "secret" } } } ],
              smtp: { url: "smtps://smtp.acme.example", from: "Acme IT <support@acme.example>" },
              \(more) }
            """
        return try Configuration.read(Array(text.utf8), fileName: "tally.json5")
    }

    @Test func `without a word accounts are by invitation`() throws {
        #expect(try Self.read("").accounts.signUp == .invite)
    }

    @Test(arguments: Configuration.Accounts.SignUp.allCases)
    func `every policy can be named`(policy: Configuration.Accounts.SignUp) throws {
        let configuration = try Self.read(
            "accounts: { signup: \"\(policy.rawValue)\" }, identity: { domains: [\"acme.example\"] }")
        #expect(configuration.accounts.signUp == policy)
    }

    @Test(arguments: [
        (#"accounts: { signup: "domains" }"#, "identity.domains names none"),
        (#"accounts: { signup: "anyone" }"#, "\"anyone\""), (#"accounts: { sign_up: "off" }"#, "\"signup\""),
    ])
    func `what cannot be says so`(more: String, words: String) throws {
        let problems = #expect(throws: ConfigurationProblems.self) { try Self.read(more) }
        #expect(problems?.list.map(\.description).joined().contains(words) == true)
    }
}
