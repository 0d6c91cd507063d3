import Foundation
import ScenarioLanguage
import TallyCore

/// The site that scenarios are about, with what they set otherwise.
enum SiteConfiguration {
    /// - Throws: `ScenarioProblem` for a value that the configuration does not take.
    static func configuration(_ changes: ScenarioSettings) throws -> Configuration {
        var root = try LocatedJSON(json5: Array(try ScenarioFolder.site().utf8)).json
        for setting in changes.settings {
            let value = try LocatedJSON(json5: Array(setting.value.utf8)).json
            root = root.setting(setting.name.split(separator: ".").map(String.init), to: value)
        }
        let mailboxes = changes.mailboxes.map { mailbox in
            (root["mailboxes"].elements?.first ?? .null).setting(["name"], to: .string(mailbox.name))
                .setting(["address"], to: .string("\(mailbox.name)@acme.example"))
                .setting(["replyAddress"], to: .string("\(mailbox.name)+{token}@acme.example"))
                .setting(["team"], to: .string(mailbox.team))
        }
        root = root.setting(["mailboxes"], to: .array((root["mailboxes"].elements ?? []) + mailboxes))
        do {
            return try Configuration.read(root.serialized(), fileName: "scenario")
        } catch {
            throw ScenarioProblem(line: changes.settings.first?.line ?? 1, "\(error)")
        }
    }

    static func deskSettings(_ configuration: Configuration) throws -> DeskSettings {
        var settings = try DeskSettings(configuration) { name, _ in try zone(named: name) }
        let known = try MailTemplates.set().vocabularies
        settings.vocabularies = { known }
        return settings
    }

    private static func zone(named name: String) throws -> ZoneRules {
        if name == "UTC" { return .utc }
        return try ZoneRules(tzif: Array(try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)"))))
    }
}

extension JSON {
    /// The object with the value at this path exchanged or added.
    fileprivate func setting(_ path: [String], to value: JSON) -> JSON {
        guard let name = path.first else { return value }
        let changed = self[name].setting(Array(path.dropFirst()), to: value)
        var members = members ?? []
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index] = Member(name: name, value: changed)
        } else {
            members.append(Member(name: name, value: changed))
        }
        return .object(members)
    }
}
