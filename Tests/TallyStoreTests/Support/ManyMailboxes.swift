import TallyCore

/// A desk with three mailboxes: `support` of no team, `it` and `hr` of theirs.
enum ManyMailboxes {
    static let settings: DeskSettings = {
        var settings = DeskSettings(
            siteName: "Acme", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: "Acme",
            senderAddress: TestDesk.Known.support,
            mailboxes: [
                mailbox("support", team: nil, .medium), mailbox("it", team: "it", .high),
                mailbox("hr", team: "hr", .low),
            ], defaultWorkloadLimit: 3)
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        return settings
    }()

    static func desk() async throws -> TestDesk {
        let desk = try TestDesk(settings: settings)
        try await desk.write { _, records throws(DeskError) in
            for name in ["it", "hr"] { _ = try records.addTeam(named: name) }
        }
        return desk
    }

    private static func mailbox(_ name: String, team: String?, _ priority: Priority) -> DeskSettings.Mailbox {
        DeskSettings.Mailbox(
            name: MailboxName(name), address: TestDesk.Known.address("\(name)@acme.example"),
            replyAddress: ReplyAddress("\(name)+{token}@acme.example"), team: team, priority: priority,
            displayName: name == "it" ? "IT desk" : nil)
    }
}
