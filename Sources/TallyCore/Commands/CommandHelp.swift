/// One line of the answer to `help`.
struct CommandHelp: Hashable {
    /// What to write.
    let write: String
    let does: String

    /// The verbs that somebody of this role may use, the site's own words behind them.
    static func lines(
        for role: Role, grammar: CommandGrammar, _ words: Wording
    ) -> [CommandHelp] {
        let lines = role == .employee ? employees : agents
        return lines.map { CommandHelp(write: $0.write, does: words(text: $0.does)) }
            + grammar.aliases.map {
                CommandHelp(write: $0.phrase, does: words(.helpMeans, ["line": $0.line]))
            }
    }

    private static let employees = [
        CommandHelp(write: "withdraw", does: "it is not needed any more"),
        CommandHelp(write: "reopen", does: "it is not solved after all"),
        CommandHelp(write: "/resolve", does: "it is solved"),
        CommandHelp(write: "/cc bob@example.org", does: "somebody else takes part"),
        CommandHelp(write: "/undo", does: "in reply to a receipt: takes back what that mail did"),
    ]

    private static let agents = [
        CommandHelp(write: "claim", does: "makes the ticket yours"),
        CommandHelp(write: "release", does: "gives it back"),
        CommandHelp(write: "assign tina@example.org", does: "gives it to somebody, by address or name"),
        CommandHelp(write: "resolved: what you did", does: "resolves it and tells the requester"),
        CommandHelp(write: "waiting", does: "waits for the requester"),
        CommandHelp(write: "close", does: "closes what is resolved"),
        CommandHelp(write: "reopen", does: "takes it up again"),
        CommandHelp(write: "priority high", does: "low, medium, high or critical"),
        CommandHelp(write: "team NAME", does: "moves it to a team; also category and project"),
        CommandHelp(write: "due 2026-12-24", does: "or tomorrow, friday, in 3 days, none"),
        CommandHelp(write: "cc bob@example.org", does: "somebody else takes part"),
        CommandHelp(write: "tag vpn, -printer", does: "adds and removes tags"),
        CommandHelp(write: "merge TT-3", does: "makes it part of another ticket"),
        CommandHelp(write: "note", does: "the rest of the mail is for staff only"),
        CommandHelp(write: "undo", does: "in reply to a receipt: takes back what that mail did"),
    ]
}
