import Foundation

/// A copy of the templates that a test may change.
final class TemplateFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "tally-templates-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.copyItem(at: Program.project.appending(path: "templates"), to: url)
    }

    deinit { Program.removeWhatever(url) }

    /// A template by its name below `mail`.
    private func file(_ name: String) -> URL { url.appending(path: "mail/\(name).mustache") }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: file(name)) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: file(name)) }
}
