import TallyCore

/// The table of rights as a page of the documentation.
struct RightsPage {
    let columns: [DeskObject.Kind: [Relation]]

    var text: String {
        var lines = [
            "# Who may do what", "",
            "Printed from `Sources/TallyCore/Rights/RightsTable.swift` by a test; `make accept` prints it anew.",
            "",
            "A cell lists the roles that have the right: **A**dmin, **S**taff, **E**mployee. Who is several things at",
            "once may do what each of them may. What somebody may not see does not exist for them: 404, and no such",
            "ticket by mail. Who was disabled may do nothing.",
        ]
        for kind in DeskObject.Kind.allCases { lines += section(kind) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ kind: DeskObject.Kind) -> [String] {
        let relations = columns[kind] ?? [.none]
        let names = relations.map {
            $0 == .none ? (relations.count == 1 ? "anybody" : "none") : Self.words(for: $0)
        }
        var lines = ["", "## \(Self.title(of: kind))", ""]
        lines.append("| verb | " + names.joined(separator: " | ") + " |")
        lines.append("| --- " + String(repeating: "| --- ", count: names.count) + "|")
        for row in RightsTable.rows where row.kind == kind {
            let cells = relations.map { relation in
                Role.allCases.filter { row.relations(for: $0).contains(relation) }
                    .map { $0.rawValue.prefix(1).uppercased() }.joined(separator: " ")
            }
            lines.append(
                "| `\(row.verb.rawValue)` | " + cells.map { $0.isEmpty ? "–" : $0 }.joined(separator: " | ")
                    + " |")
        }
        if kind == .ticket {
            lines += [
                "",
                "`team`: in the ticket's team, or the ticket has none. `unassigned`: nobody has the ticket yet.",
            ]
        }
        return lines
    }

    private static func words(for relation: Relation) -> String { "\(relation)" }

    private static func title(of kind: DeskObject.Kind) -> String {
        switch kind {
        case .ticket: "A ticket"
        case .person: "People"
        case .team: "Teams"
        case .project: "Projects"
        case .notification: "Notifications"
        case .analytics: "Analytics and reports"
        case .outbox: "The outbox"
        case .quarantine: "The quarantine"
        case .message: "Messages of the contact form"
        case .settings: "Settings"
        }
    }
}
