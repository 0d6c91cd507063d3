import Foundation
import TallyCore
import Testing

/// The templates of this project, as mail is made with them.
enum MailTemplates {
    static func composer(loopMark: String = "golden") throws -> MailComposer {
        let templates = try set()
        #expect(templates.problems.map(\.description) == [])
        return MailComposer(templates: templates, ticketPrefix: "TT", loopMark: loopMark)
    }

    static func set() throws -> TemplateSet { try read.get() }

    // Read once, since a few hundred tests make mail with them.
    private static let read = Result {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = project.appending(path: "templates/mail")
        var files: [String: [UInt8]] = [:]
        for case let name as String in try #require(FileManager.default.enumerator(atPath: folder.path))
        where name.hasSuffix(".mustache") || name.hasSuffix(".json5") {
            files[name] = Array(try Data(contentsOf: folder.appending(path: name)))
        }
        return TemplateSet(
            files: files, kinds: MailKind.allCases.map(\.rawValue), names: MailNames.ofEachKind)
    }
}
