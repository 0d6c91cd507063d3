import TallyCore
import TestSupport
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
        TemplateSet(
            files: try ProjectTemplates.mail(), kinds: MailKind.allCases.map(\.rawValue),
            names: MailNames.ofEachKind)
    }
}
