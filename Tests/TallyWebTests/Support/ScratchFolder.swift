import Foundation

/// A folder for one test's files, gone with it.
final class ScratchFolder: Sendable {
    private let root = FileManager.default.temporaryDirectory.appending(
        path: "tally-\(UUID().uuidString.prefix(8))")

    var path: String { root.path }

    init() throws {
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: root)
        } catch {
            // Nothing depends on it: it is in the temporary folder and has a name of its own.
        }
    }

    /// Writes a file and returns its path.
    func write(_ name: String, _ content: [UInt8]) throws -> String {
        let file = root.appending(path: name)
        try Data(content).write(to: file)
        return file.path
    }

    /// The names in it, in order.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
