import Foundation
import TallyCore
import Testing

/// A desk with two years of work behind it, and a browser in front of its console; one for all tests of a
/// suite.
final class ConsoleStage {
    let desk: HelpDesk
    let browser: Browser
    var address: String { "http://127.0.0.1:\(desk.httpPort)" }
    let ada: Correspondent

    /// The one of the suite that is running; its tests run one after the other.
    nonisolated(unsafe) static var current: ConsoleStage?

    init() throws {
        desk = try HelpDesk { options, servers in
            options.more = """
                identity: { requesters: "anyone", domains: ["\(servers.domain)"] },
                accounts: { signup: "domains" },
                """
        }
        ada = Correspondent("Ada Admin", "admin@\(desk.servers.domain)", on: desk.servers)
        try desk.add("employee", desk.alice)
        let configuration = desk.daemon.configuration.path
        try Program.require(
            Program.daemon, ["seed", "--tickets", "260", "--append", "--config", configuration])
        try desk.daemon.start()
        browser = try Browser()
    }

    /// The stage of the suite that is running.
    static func here() throws -> ConsoleStage {
        guard let current = unsafe current else { throw Program.Failure(description: "no stage") }
        return current
    }

    /// A page on which nobody has signed in yet.
    func page(width: Int = 1280, isDark: Bool = false) throws -> BrowserPage {
        let page = try browser.newPage()
        try page.become(width: width, height: width < 600 ? 844 : 800, isDark: isDark)
        try page.load("\(address)/")
        try page.wait("the way in", until: "document.querySelector('.sign-in h1')")
        return page
    }

    /// A page on which somebody has signed in.
    func page(of person: Correspondent, width: Int = 1280, isDark: Bool = false) throws -> BrowserPage {
        let page = try page(width: width, isDark: isDark)
        try page.fill("#email", person.address)
        try page.fill("#password", HelpDesk.password)
        try page.press("Enter")
        try page.waitUntilRead()
        try page.holdToasts()
        return page
    }

    /// Has the daemon take in a mail, as a pipe from a mail server.
    func ingest(_ mail: [UInt8]) throws {
        try Program.require(
            Program.daemon,
            ["ingest", "--mailbox", "support", "--config", desk.daemon.configuration.path],
            input: String(decoding: mail, as: UTF8.self))
    }

    /// The ticket with this subject, once it is there.
    func ticket(_ subject: String, as person: Correspondent? = nil) throws -> Int {
        let client = try desk.client(person ?? desk.sam)
        return try eventually("the ticket “\(subject)”") {
            try client.get("/tickets?sort=-created&limit=200").json["items"].elements?
                .first { $0["subject"].text == subject }?["id"].int
        }
    }
}

extension BrowserPage {
    /// Waits until nothing on the page is being read.
    func waitUntilRead() throws {
        let isRead =
            "document.querySelector('#page h1, #page .notice') && !document.querySelector('[aria-busy]')"
        try wait("a page of the console that has been read", until: isRead)
    }

    /// Goes to a page of the console, as a link does.
    func go(_ hash: String) throws {
        try evaluate("location.hash = \(Self.quoted(hash)); void 0")
        try waitUntilRead()
    }
}

/// Sets the stage before the tests of a suite and takes it down after them.
struct OnConsoleStage: SuiteTrait, TestScoping {
    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        unsafe ConsoleStage.current = try ConsoleStage()
        defer { unsafe ConsoleStage.current = nil }
        try await function()
    }
}
