internal import Foundation

/// A file that is made once a run, and copied for every test that begins with one.
package final class TemplateFile: Sendable {
    private let folder: ScratchFolder
    private let name: String

    /// - Parameter make: makes the file of that name in an empty folder, and leaves nothing of it open.
    package init(_ name: String, _ make: (_ folder: String) throws -> Void) throws {
        folder = try ScratchFolder(on: .memory)
        self.name = name
        try make(folder.path)
    }

    /// Puts a copy where no file is.
    package func copy(to destination: String) throws {
        try FileManager.default.copyItem(atPath: folder.path(name), toPath: destination)
    }
}
